using PosCloud.Domain.Identity;

namespace PosCloud.Domain.Facts;

/// <summary>First fact of a new journal epoch: says why the old one ended.</summary>
public sealed record EpochStarted : FactBody
{
    public required JournalEpoch Previous { get; init; }

    public required string Reason { get; init; }
}
