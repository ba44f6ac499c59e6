using System.ComponentModel.DataAnnotations;

namespace PosCloud.HubStorage;

/// <summary>Where and how the hub keeps its data; section <c>Hub</c> of the configuration.</summary>
public sealed class HubStorageOptions
{
    public const string Section = "Hub";

    /// <summary>Null: SQL Server when there's a connection string, else SQLite.</summary>
    public HubDatabaseKind? Database { get; set; }

    /// <summary>Null: the file <c>hub.db</c> in <see cref="DataDirectory"/>. Holds secrets on other databases; set it by environment.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The database that the settings name.</summary>
    public HubDatabaseKind Kind => Database ?? (string.IsNullOrWhiteSpace(ConnectionString) ? HubDatabaseKind.Sqlite : HubDatabaseKind.SqlServer);

    [Required(AllowEmptyStrings = false)]
    public string DataDirectory { get; set; } = "poscloud-hub-data";

    /// <summary>Pieces of work that may wait for the one writer; more wait outside.</summary>
    [Range(1, 100_000)]
    public int MaxQueuedWrites { get; set; } = 1_024;

    /// <summary>Transactions that this process writes at once on a database server; SQLite has one writer.</summary>
    [Range(1, 64)]
    public int MaxConcurrentWrites { get; set; } = 4;

    /// <summary>How long a transaction waits for another's locks before it gives up and is tried again (database servers).</summary>
    [Range(1, 600)]
    public int LockTimeoutSeconds { get; set; } = 5;

    /// <summary>After this long without a statement the server ends a transaction, so that a node that hangs holds up nobody.</summary>
    [Range(1, 3_600)]
    public int IdleTransactionSeconds { get; set; } = 30;

    /// <summary>Upload batches that one commit of the ledger takes at most.</summary>
    [Range(1, 10_000)]
    public int MaxBatchesPerCommit { get; set; } = 256;

    /// <summary>Facts that are handed to the ledger in one batch at most.</summary>
    [Range(1, 10_000)]
    public int MaxFactsPerBatch { get; set; } = 500;

    /// <summary>Rows after which a page of state ends.</summary>
    [Range(1, Protocol.ProtocolLimits.MaxRowsPerPage)]
    public int MaxRowsPerPage { get; set; } = Protocol.ProtocolLimits.MaxRowsPerPage;

    /// <summary>A state of at least this many rows comes as a ready-made file instead of pages.</summary>
    [Range(1, 10_000_000)]
    public int BootstrapFromRows { get; set; } = Protocol.ProtocolLimits.MaxRowsPerPage;

    /// <summary>A terminal that was silent this long counts as offline.</summary>
    [Range(5, 86_400)]
    public int OfflineAfterSeconds { get; set; } = 90;

    /// <summary>
    /// Set for one start after a standby that lacks nothing was promoted: the server's new line of data is then no reason to
    /// begin a new history. What the database lacks still is.
    /// </summary>
    public bool KeepsHistory { get; set; }

    /// <summary>Path of the SQLite file.</summary>
    public string SqliteFile => Path.Combine(DataDirectory, "hub.db");
}
