namespace PosCloud.Hub.Dotmim;

/// <summary>What the hub does about Dotmim's holes. All on; a test switches one off to show that the hole is real.</summary>
internal sealed record HubRepairs
{
    /// <summary>Nothing newer than the oldest open transaction counts as read.</summary>
    public bool Watermark { get; init; } = true;

    /// <summary>All tables of a download are read in one snapshot.</summary>
    public bool Snapshot { get; init; } = true;

    /// <summary>Parameters and identity in a request are checked against the credential.</summary>
    public bool CheckRequests { get; init; } = true;

    /// <summary>The filter's value is the credential's store, whatever the request says.</summary>
    public bool OwnFilter { get; init; } = true;

    /// <summary>Every row that leaves is one the terminal may see.</summary>
    public bool OwnRowsOnly { get; init; } = true;

    /// <summary>Uploads bring rows of the credential's terminal, and no deletions.</summary>
    public bool OwnFactsOnly { get; init; } = true;

    /// <summary>Batches that arrived stay until the session ends, so that a repeat finds all of them.</summary>
    public bool KeepBatches { get; init; } = true;

    /// <summary>Refusals say what the terminal may know, and nothing of the database.</summary>
    public bool QuietErrors { get; init; } = true;

    /// <summary>Sessions belong to a terminal and its own session number, not to a cookie.</summary>
    public bool OwnSessions { get; init; } = true;
}
