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
}
