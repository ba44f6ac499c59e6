using System.Globalization;

namespace PosCloud.HubStorage.SqlServer;

/// <summary>What the hub sends to SQL Server alone: settings of the session, of the database, and what it asks at start.</summary>
internal static class SqlServerStatements
{
    /// <summary>One row: the engine's edition, its release, the database's level, versions of rows for statements, for transactions.</summary>
    public const string Standing = """
        SELECT CAST(SERVERPROPERTY('EngineEdition') AS INT), CAST(SERVERPROPERTY('ProductMajorVersion') AS INT), CAST(compatibility_level AS INT),
            CAST(is_read_committed_snapshot_on AS BIT), CAST(CASE WHEN snapshot_isolation_state = 1 THEN 1 ELSE 0 END AS BIT)
        FROM sys.databases WHERE database_id = DB_ID()
        """;

    /// <summary>A table that this user may not read and write; no row when there is none.</summary>
    public const string ForbiddenTable = """
        SELECT TOP (1) t.name FROM sys.tables t WHERE t.name <> N'__EFMigrationsHistory' AND (
            HAS_PERMS_BY_NAME(QUOTENAME(SCHEMA_NAME(t.schema_id)) + N'.' + QUOTENAME(t.name), N'OBJECT', N'SELECT') = 0
            OR HAS_PERMS_BY_NAME(QUOTENAME(SCHEMA_NAME(t.schema_id)) + N'.' + QUOTENAME(t.name), N'OBJECT', N'INSERT') = 0
            OR HAS_PERMS_BY_NAME(QUOTENAME(SCHEMA_NAME(t.schema_id)) + N'.' + QUOTENAME(t.name), N'OBJECT', N'UPDATE') = 0
            OR HAS_PERMS_BY_NAME(QUOTENAME(SCHEMA_NAME(t.schema_id)) + N'.' + QUOTENAME(t.name), N'OBJECT', N'DELETE') = 0)
        ORDER BY t.name
        """;

    /// <summary>Another one after every restore to an earlier moment; no row for a user who may not see it.</summary>
    public const string RecoveryFork = "SELECT CAST(recovery_fork_guid AS NVARCHAR(36)) FROM sys.database_recovery_status WHERE database_id = DB_ID()";

    /// <summary>Fails at once when somebody else is connected, instead of waiting until all have gone.</summary>
    public const string VersionsForStatements = "ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON WITH NO_WAIT";

    public const string VersionsForTransactions = "ALTER DATABASE CURRENT SET ALLOW_SNAPSHOT_ISOLATION ON";

    /// <summary>A lock that belongs to the session and goes with it, however the process ends.</summary>
    public const string LockSchema = """
        DECLARE @taken INT;
        EXEC @taken = sys.sp_getapplock @Resource = N'poscloud schema', @LockMode = N'Exclusive', @LockOwner = N'Session', @LockTimeout = -1;
        IF @taken < 0 THROW 50000, N'The lock of the schema was not given.', 1;
        """;

    /// <summary>With XACT_ABORT on, one refused row would take the whole upload with it, savepoint and all.</summary>
    public const string OutsideSavepoint = "SET XACT_ABORT ON;";

    public static string Session(int lockTimeoutSeconds) =>
        string.Create(CultureInfo.InvariantCulture, $"SET XACT_ABORT ON; SET LOCK_TIMEOUT {lockTimeoutSeconds * 1_000};");

    public static string Save(string savepoint) => $"SET XACT_ABORT OFF; SAVE TRANSACTION [{savepoint}];";

    public static string RollbackTo(string savepoint) => $"ROLLBACK TRANSACTION [{savepoint}];";

    public static string CreateDatabase(string quotedName) => $"CREATE DATABASE {quotedName}";
}
