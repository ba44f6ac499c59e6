using System.Runtime.CompilerServices;
using SQLitePCL;

namespace PosCloud.Simulation.Running;

/// <summary>
/// How this process's SQLite guards itself. No connection here is ever used by two threads at once, and nobody reads its
/// memory statistics, so the locks for both are left out; they cost a twentieth of a run.
/// </summary>
internal static class SqliteSettings
{
    /// <summary>Before the library is used for the first time; later it would refuse.</summary>
    [ModuleInitializer]
    internal static void Set()
    {
        Batteries_V2.Init();
        if (raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD) != raw.SQLITE_OK || raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0) != raw.SQLITE_OK)
            throw new InvalidOperationException("SQLite was used before it was configured.");
    }
}
