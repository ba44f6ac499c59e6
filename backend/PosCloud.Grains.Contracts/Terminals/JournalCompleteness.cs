namespace PosCloud.Grains.Contracts.Terminals;

/// <summary>What the hub holds of one journal epoch: dense from 1 to <paramref name="AcceptedThrough"/> and chained.</summary>
/// <param name="OrderAmount">Sum of the orders' totals.</param>
/// <param name="LastOccurredAt">Device time of the newest fact here.</param>
[GenerateSerializer, Immutable, Alias("poscloud.completeness")]
public sealed record JournalCompleteness(
    [property: Id(0)] string Epoch,
    [property: Id(1)] string Branch,
    [property: Id(2)] long AcceptedThrough,
    [property: Id(3)] long AppliedThrough,
    [property: Id(4)] int Orders,
    [property: Id(5)] Amount? OrderAmount,
    [property: Id(6)] int OrdersApplied,
    [property: Id(7)] int Quarantined,
    [property: Id(8)] Amount? QuarantinedAmount,
    [property: Id(9)] DateTimeOffset? LastOccurredAt);
