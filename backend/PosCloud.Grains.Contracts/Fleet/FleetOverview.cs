using PosCloud.Grains.Contracts.Terminals;

namespace PosCloud.Grains.Contracts.Fleet;

/// <param name="Version">Another one for every overview; compared for equality only, because it follows the hub's clock.</param>
/// <param name="OrdersPerMinute">Last 60 minutes, oldest first.</param>
/// <param name="Terminals">Worst first.</param>
[GenerateSerializer, Immutable, Alias("poscloud.overview")]
public sealed record FleetOverview(
    [property: Id(0)] long Version,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] string Merchant,
    [property: Id(3)] IReadOnlyList<TerminalSummary> Terminals,
    [property: Id(4)] IReadOnlyList<MinuteCount> OrdersPerMinute,
    [property: Id(5)] IReadOnlyList<StoreWaiting> Waiting,
    [property: Id(6)] int SalesToday,
    [property: Id(7)] IReadOnlyList<Amount> SalesTodayAmounts,
    [property: Id(8)] int OpenExceptions,
    [property: Id(9)] int QuarantinedFacts,
    [property: Id(10)] IReadOnlyList<string> Attention,
    [property: Id(11)] IReadOnlyList<Amount> SalesSameDayLastWeek)
{
    /// <summary>When the newest backup of the hub began; null when there never was one.</summary>
    [Id(12)]
    public DateTimeOffset? BackupAt { get; init; }
}
