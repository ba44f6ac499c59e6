using System.ComponentModel.DataAnnotations;

namespace PosCloud.HubStorage;

/// <summary>Where and how the hub keeps its data; section <c>Hub</c> of the configuration.</summary>
public sealed class HubStorageOptions
{
    public const string Section = "Hub";

    public HubDatabaseKind Database { get; set; } = HubDatabaseKind.Sqlite;

    /// <summary>Null: the file <c>hub.db</c> in <see cref="DataDirectory"/>. Holds secrets on other databases; set it by environment.</summary>
    public string? ConnectionString { get; set; }

    [Required(AllowEmptyStrings = false)]
    public string DataDirectory { get; set; } = "poscloud-hub-data";

    /// <summary>Pieces of work that may wait for the one writer; more wait outside.</summary>
    [Range(1, 100_000)]
    public int MaxQueuedWrites { get; set; } = 1_024;

    /// <summary>Upload batches that one commit of the ledger takes at most.</summary>
    [Range(1, 10_000)]
    public int MaxBatchesPerCommit { get; set; } = 256;

    /// <summary>Facts that are handed to the ledger in one batch at most.</summary>
    [Range(1, 10_000)]
    public int MaxFactsPerBatch { get; set; } = 500;

    /// <summary>Rows after which a page of state ends.</summary>
    [Range(1, Protocol.ProtocolLimits.MaxRowsPerPage)]
    public int MaxRowsPerPage { get; set; } = Protocol.ProtocolLimits.MaxRowsPerPage;

    /// <summary>A terminal that was silent this long counts as offline.</summary>
    [Range(5, 86_400)]
    public int OfflineAfterSeconds { get; set; } = 90;

    /// <summary>Path of the SQLite file.</summary>
    public string SqliteFile => Path.Combine(DataDirectory, "hub.db");
}
