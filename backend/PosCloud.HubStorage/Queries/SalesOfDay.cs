namespace PosCloud.HubStorage.Queries;

/// <param name="Amount">Sum of totals in minor units.</param>
/// <param name="LastOccurredAt">Device time of the newest order, Unix milliseconds.</param>
public sealed record SalesOfDay(string Store, string Terminal, string Currency, int Orders, long Amount, long LastOccurredAt);
