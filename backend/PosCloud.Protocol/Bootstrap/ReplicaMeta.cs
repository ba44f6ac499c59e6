namespace PosCloud.Protocol.Bootstrap;

/// <summary>Keys of a replica's own description, its table <c>_meta</c>.</summary>
public static class ReplicaMeta
{
    /// <summary>Position up to which it's complete; opaque to terminals.</summary>
    public const string Cursor = "cursor";

    public const string HubEpoch = "hub_epoch";

    /// <summary>Version of <see cref="SyncedTables"/>.</summary>
    public const string Schema = "schema";

    public const string Store = "store";

    /// <summary>Hub time at which it was complete, Unix milliseconds.</summary>
    public const string AsOf = "as_of";
}
