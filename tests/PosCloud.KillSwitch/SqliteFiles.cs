using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PosCloud.KillSwitch;

/// <summary>
/// Moments before each read and write and around each sync of a file of SQLite, with the statement it belongs to:
/// <c>before write journal.db-wal in COMMIT journal.db [fact]</c>. A write to the database itself is a checkpoint.
/// </summary>
internal static unsafe class SqliteFiles
{
    private const string ReadWord = "read";

    // sqlite3_vfs and sqlite3_io_methods of SQLite 3, versions 3: sizes and places of what is replaced.
    private const int SystemSize = 168;
    private const int SystemName = 24;
    private const int SystemOpen = 40;
    private const int MethodsSize = 152;
    private const int MethodsRead = 16;
    private const int MethodsWrite = 24;
    private const int MethodsSync = 40;

    private static readonly ConcurrentDictionary<nint, string> Names = new();
    private static readonly ConcurrentDictionary<nint, nint> Replaced = new();
    private static delegate* unmanaged<nint, nint, nint, int, nint, int> _open;
    private static delegate* unmanaged<nint, nint, int, long, int> _read;
    private static delegate* unmanaged<nint, nint, int, long, int> _write;
    private static delegate* unmanaged<nint, int, int> _sync;

    public static void Watch()
    {
        var find = (delegate* unmanaged<nint, nint>)SqliteLibrary.Function("sqlite3_vfs_find");
        var register = (delegate* unmanaged<nint, int, int>)SqliteLibrary.Function("sqlite3_vfs_register");
        var initialize = (delegate* unmanaged<int>)SqliteLibrary.Function("sqlite3_initialize");
        if (initialize() != 0) throw new InvalidOperationException("SQLite doesn't start.");
        var real = find(0);
        var own = (nint)NativeMemory.AllocZeroed(SystemSize);
        Buffer.MemoryCopy((void*)real, (void*)own, SystemSize, SystemSize);
        _open = *(delegate* unmanaged<nint, nint, nint, int, nint, int>*)(real + SystemOpen);
        *(nint*)(own + SystemName) = Marshal.StringToCoTaskMemUTF8("killswitch");
        *(delegate* unmanaged[Cdecl]<nint, nint, nint, int, nint, int>*)(own + SystemOpen) = &Open;
        if (register(own, 1) != 0) throw new InvalidOperationException("SQLite takes no other file system.");
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(nint system, nint name, nint file, int flags, nint outFlags)
    {
        var result = _open(system, name, file, flags, outFlags);
        var methods = *(nint*)file;
        if (result != 0 || methods == 0 || name == 0) return result;
        Names[file] = System.IO.Path.GetFileName(SqliteLibrary.Text(name));
        *(nint*)file = Replaced.GetOrAdd(methods, Replace);
        return result;
    }

    // Every kind of lock has its own table of methods; reading, writing and syncing are the same in all of them.
    private static nint Replace(nint methods)
    {
        var own = (nint)NativeMemory.AllocZeroed(MethodsSize);
        Buffer.MemoryCopy((void*)methods, (void*)own, MethodsSize, MethodsSize);
        _write = *(delegate* unmanaged<nint, nint, int, long, int>*)(methods + MethodsWrite);
        _sync = *(delegate* unmanaged<nint, int, int>*)(methods + MethodsSync);
        _read = *(delegate* unmanaged<nint, nint, int, long, int>*)(methods + MethodsRead);
        if (Moments.Mention(ReadWord)) *(delegate* unmanaged[Cdecl]<nint, nint, int, long, int>*)(own + MethodsRead) = &Read;
        *(delegate* unmanaged[Cdecl]<nint, nint, int, long, int>*)(own + MethodsWrite) = &Write;
        *(delegate* unmanaged[Cdecl]<nint, int, int>*)(own + MethodsSync) = &Sync;
        return own;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(nint file, nint bytes, int count, long from)
    {
        Moments.Pass($"before {ReadWord} {Names[file]} in {SqliteStatements.UnderWay}");
        return _read(file, bytes, count, from);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(nint file, nint bytes, int count, long from)
    {
        Moments.Pass($"before write {Names[file]} in {SqliteStatements.UnderWay}");
        return _write(file, bytes, count, from);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(nint file, int flags)
    {
        Moments.Pass($"before sync {Names[file]} in {SqliteStatements.UnderWay}");
        var result = _sync(file, flags);
        Moments.Pass($"after sync {Names[file]} in {SqliteStatements.UnderWay}");
        return result;
    }
}
