using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Terminal.Engine.Sync;

namespace PosCloud.Terminal.Engine;

/// <summary>What the status command prints.</summary>
/// <param name="Sequence">Facts in the open epoch.</param>
/// <param name="Acknowledged">Facts of it that the hub has.</param>
/// <param name="Applied">Facts of it that the replica's stock includes.</param>
/// <param name="Cursor">The replica's position; null before the first download.</param>
public sealed record TerminalStatus(
    TerminalId? Terminal,
    StoreId? Store,
    Connectivity Connectivity,
    JournalEpoch Epoch,
    JournalSequence Sequence,
    JournalSequence Acknowledged,
    JournalSequence Applied,
    PendingFacts Pending,
    string? Cursor,
    DateTimeOffset? AsOf,
    long Products,
    int Quarantined,
    bool IsDiskFull)
{
    /// <summary>Facts that are here, and how many were deleted.</summary>
    public KeptFacts Kept { get; init; } = new(0, null, 0);

    /// <summary>Facts of the open epoch that the hub's newest verified backup has; 0 while there is none that says so.</summary>
    public JournalSequence DurableThrough { get; init; }

    /// <summary>What is wrong with the journal; null while it can be trusted.</summary>
    public string? JournalDamage { get; init; }

    /// <summary>Format of the journal's file.</summary>
    public long JournalFormat { get; init; }

    /// <summary>Why the journal stays in an older format than this program's, for people; null normally.</summary>
    public string? UpgradeProblem { get; init; }
}
