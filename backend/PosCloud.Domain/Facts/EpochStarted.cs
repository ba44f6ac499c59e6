using PosCloud.Domain.Identity;

namespace PosCloud.Domain.Facts;

/// <summary>First fact of a new journal epoch: says why the old one ended.</summary>
public sealed record EpochStarted : FactBody
{
    /// <summary>How the reason begins when no hub gave the epoch; the hub tells a person then.</summary>
    public const string ByItself = "By itself: ";

    public required JournalEpoch Previous { get; init; }

    public required string Reason { get; init; }
}
