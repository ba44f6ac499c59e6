using System.Runtime.InteropServices;

namespace PosCloud.KillSwitch;

/// <summary>
/// Gets between the program and SQLite before it opens a file: its statements through the trace hook of each new
/// connection, its writes and syncs through a file system of its own that hands everything on to the real one.
/// </summary>
internal static unsafe class SqliteLibrary
{
    public static nint Handle { get; private set; }

    public static void Watch()
    {
        var file = System.IO.Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-" + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(), "native", "libe_sqlite3.so");
        Handle = NativeLibrary.Load(file);
        SqliteFiles.Watch();
        SqliteStatements.Watch();
    }

    public static nint Function(string name) => NativeLibrary.GetExport(Handle, name);

    public static string Text(nint utf8) => Marshal.PtrToStringUTF8(utf8) ?? "";
}
