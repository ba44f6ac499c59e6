namespace PosCloud.Terminal.Engine.Journal;

/// <summary>Keys of the journal's <c>meta</c> table.</summary>
internal static class JournalMeta
{
    public const string Terminal = "terminal";
    public const string Store = "store";
    public const string Hub = "hub";
    public const string Certificate = "certificate";
    public const string Epoch = "epoch";
    public const string HubEpoch = "hub_epoch";
    public const string ReplicaNumber = "replica_number";
    public const string Profile = "profile";
    public const string WorkOffline = "work_offline";
    public const string ClockOffset = "clock_offset_milliseconds";
    public const string LastHubTime = "last_hub_time";
    public const string OfflineSince = "offline_since";
    public const string Cashier = "cashier";
    public const string Machine = "machine";
    public const string FullCheckAt = "full_check_at";

    /// <summary>The hub epoch that was told where this journal begins.</summary>
    public const string FloorsTold = "floors_told";

    /// <summary>Begins the key of an epoch's <see cref="JournalFloor"/>.</summary>
    public const string Floor = "floor/";

    /// <summary>Begins the key of how far an epoch is in the hub's newest verified backup.</summary>
    public const string Durable = "durable/";
}
