using PosCloud.Grains.Contracts;

namespace PosCloud.Grains.Fleet;

/// <summary>What the database counts for the first page.</summary>
/// <param name="SalesTodayAmounts">One per currency.</param>
/// <param name="SalesSameDayLastWeek">Up to the same hour.</param>
public sealed record FleetCounts(
    int SalesToday, IReadOnlyList<Amount> SalesTodayAmounts, IReadOnlyList<Amount> SalesSameDayLastWeek, int OpenExceptions, int QuarantinedFacts)
{
    public static FleetCounts None { get; } = new(0, [], [], 0, 0);
}
