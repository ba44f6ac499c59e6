using PosCloud.Grains.Contracts;

namespace PosCloud.Grains.Fleet;

/// <summary>What the database counts for the first page.</summary>
/// <param name="SalesTodayAmounts">One per currency.</param>
/// <param name="SalesSameDayLastWeek">Up to the same hour.</param>
public sealed record FleetCounts(
    int SalesToday, IReadOnlyList<Amount> SalesTodayAmounts, IReadOnlyList<Amount> SalesSameDayLastWeek, int OpenExceptions, int QuarantinedFacts)
{
    /// <summary>When the newest backup began; null when there never was one.</summary>
    public DateTimeOffset? BackupAt { get; init; }

    /// <summary>Why a person should think of a backup; null when nobody must.</summary>
    public string? BackupReminder { get; init; }

    public static FleetCounts None { get; } = new(0, [], [], 0, 0);
}
