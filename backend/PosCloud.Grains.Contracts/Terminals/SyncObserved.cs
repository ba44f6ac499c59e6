namespace PosCloud.Grains.Contracts.Terminals;

/// <summary>What one request told the hub about its terminal; handed to the terminal's grain after the answer was decided.</summary>
/// <param name="OrdersUp">Orders that the hub didn't have before.</param>
/// <param name="OrdersAmount">Sum of their totals.</param>
/// <param name="LagSeconds">Median time from sale to hub of these orders, by the device's corrected clock.</param>
/// <param name="LastReceiptAt">Device time of the newest of them.</param>
[GenerateSerializer, Immutable, Alias("poscloud.observed")]
public sealed record SyncObserved(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] string Store,
    [property: Id(2)] string Engine,
    [property: Id(3)] string Program,
    [property: Id(4)] SyncSession Session,
    [property: Id(5)] int PendingFactsAfter,
    [property: Id(6)] int PendingOrdersAfter,
    [property: Id(7)] Amount? PendingAmountAfter,
    [property: Id(8)] DateTimeOffset? OldestPendingAt,
    [property: Id(9)] DateTimeOffset? ReplicaAsOf,
    [property: Id(10)] long? ClockOffsetMilliseconds,
    [property: Id(11)] string? LastError,
    [property: Id(12)] DateTimeOffset? OfflineSince,
    [property: Id(13)] bool FactsAccepted,
    [property: Id(14)] string? TraceParent,
    [property: Id(15)] int OrdersUp = 0,
    [property: Id(16)] Amount? OrdersAmount = null,
    [property: Id(17)] double? LagSeconds = null,
    [property: Id(18)] DateTimeOffset? LastReceiptAt = null);
