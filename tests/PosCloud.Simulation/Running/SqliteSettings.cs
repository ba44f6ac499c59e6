using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace PosCloud.Simulation.Running;

/// <summary>
/// How this process's SQLite guards itself. No connection here is ever used by two threads at once, and nobody reads its
/// memory statistics, so the locks for both are left out; they cost a twentieth of a run. No other process opens the files
/// either, so connections find each other in memory: the log's index in a file and the system's locks on it cost a thirtieth.
/// </summary>
internal static partial class SqliteSettings
{
    /// <summary>SQLite's ordinary way to files, for databases of one process.</summary>
    private const string OneProcess = "unix-excl";

    /// <summary>Before the library is used for the first time; later it would refuse.</summary>
    [ModuleInitializer]
    internal static void Set()
    {
        Batteries_V2.Init();
        if (raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD) != raw.SQLITE_OK || raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0) != raw.SQLITE_OK)
            throw new InvalidOperationException("SQLite was used before it was configured.");
        if (FindFiles(OneProcess) is var files && files != 0) _ = RegisterFiles(files, isDefault: 1);
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_find", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint FindFiles(string name);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_register")]
    private static partial int RegisterFiles(nint files, int isDefault);
}
