namespace PosCloud.HubStorage.Queries;

/// <summary>What the hub holds of one branch of a journal: without gaps and chained from <paramref name="First"/> on.</summary>
/// <param name="OrderAmount">Sum of the orders' totals in minor units of <paramref name="Currency"/>.</param>
/// <param name="LastOccurredAt">Device time of the newest fact.</param>
public sealed record JournalCompleteness(
    string Epoch,
    string Branch,
    long First,
    long AcceptedThrough,
    long AppliedThrough,
    int Orders,
    long OrderAmount,
    string? Currency,
    int OrdersApplied,
    int Quarantined,
    DateTimeOffset? LastOccurredAt);
