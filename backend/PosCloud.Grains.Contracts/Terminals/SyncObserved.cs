namespace PosCloud.Grains.Contracts.Terminals;

/// <summary>What one request told the hub about its terminal; handed to the terminal's grain after the answer was decided.</summary>
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
    [property: Id(14)] string? TraceParent);
