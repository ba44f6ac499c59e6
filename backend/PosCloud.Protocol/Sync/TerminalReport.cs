using PosCloud.Domain.Measures;

namespace PosCloud.Protocol.Sync;

/// <summary>What the terminal says of itself in every request; all a dashboard can know of it.</summary>
/// <param name="PendingFacts">Facts not yet acknowledged, including those in this request.</param>
/// <param name="PendingAmount">Sum of the pending orders' totals.</param>
/// <param name="ReplicaAsOf">Hub time at which the replica was complete.</param>
/// <param name="ClockOffsetMilliseconds">Hub time minus device time as last measured.</param>
/// <param name="LastError">What the last failed sync said, for people; null when it worked.</param>
/// <param name="Cause">Why this sync happened: <c>sale</c>, <c>poll</c>, <c>nudge</c>, <c>start</c>, <c>online</c> or <c>manual</c>.</param>
/// <param name="OfflineSince">Start of the outage that this sync ends; null when there was none.</param>
/// <param name="Quarantined">Facts of this terminal it was told are in quarantine.</param>
public sealed record TerminalReport(
    int PendingFacts,
    int PendingOrders,
    Money? PendingAmount,
    DateTimeOffset? OldestPendingAt,
    DateTimeOffset? ReplicaAsOf,
    DateTimeOffset DeviceTime,
    long? ClockOffsetMilliseconds,
    string? LastError,
    string Cause,
    DateTimeOffset? OfflineSince,
    int Quarantined);
