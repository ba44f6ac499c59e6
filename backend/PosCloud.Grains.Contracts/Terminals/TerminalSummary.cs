namespace PosCloud.Grains.Contracts.Terminals;

/// <summary>One row of the terminals page: what the hub knows of a terminal.</summary>
/// <param name="StatusSince">When this status began.</param>
/// <param name="LastSeen">Last request; null before the first.</param>
/// <param name="PendingOrders">Orders waiting on the terminal, as it last reported.</param>
/// <param name="OldestPending">When the oldest of them was sold.</param>
/// <param name="EstimatedMoreOrders">For a silent terminal: how many more it may have sold by now, by its usual pace; an estimate.</param>
/// <param name="LagSeconds">Sale to hub, median of the last syncs; null when unknown.</param>
/// <param name="ReplicaAsOf">Hub time up to which its prices and stock are complete.</param>
/// <param name="ClockOffsetMilliseconds">Hub time minus device time.</param>
[GenerateSerializer, Immutable, Alias("poscloud.terminal-summary")]
public sealed record TerminalSummary(
    [property: Id(0)] string Terminal,
    [property: Id(1)] string Store,
    [property: Id(2)] string StoreName,
    [property: Id(3)] TerminalStatus Status,
    [property: Id(4)] DateTimeOffset StatusSince,
    [property: Id(5)] DateTimeOffset? LastSeen,
    [property: Id(6)] DateTimeOffset? LastSync,
    [property: Id(7)] int PendingFacts,
    [property: Id(8)] int PendingOrders,
    [property: Id(9)] Amount? PendingAmount,
    [property: Id(10)] DateTimeOffset? OldestPending,
    [property: Id(11)] int EstimatedMoreOrders,
    [property: Id(12)] double? LagSeconds,
    [property: Id(13)] DateTimeOffset? ReplicaAsOf,
    [property: Id(14)] long? ClockOffsetMilliseconds,
    [property: Id(15)] string Engine,
    [property: Id(16)] string? Program,
    [property: Id(17)] string? LastError,
    [property: Id(18)] DateTimeOffset? LastErrorAt,
    [property: Id(19)] int SalesToday,
    [property: Id(20)] Amount? SalesTodayAmount,
    [property: Id(21)] int Quarantined,
    [property: Id(22)] bool Revoked,
    [property: Id(23)] DateTimeOffset? LastReceiptAt,
    [property: Id(24)] string? AttentionReason);
