using PosCloud.Domain.Identity;

namespace PosCloud.Protocol.Sync;

/// <summary>Answer to <see cref="HelloRequest"/>.</summary>
/// <param name="Store">The store the terminal is assigned to now.</param>
/// <param name="Branches">Ends of all lines of this terminal's journal that the hub holds.</param>
/// <param name="Heads">What each of the terminal's streams adds up to now; null for a revoked terminal or one whose version gets no state.</param>
/// <param name="OwnLine">The line that holds the terminal's newest facts, as far as the hub can tell.</param>
/// <param name="Quarantined">Facts of that line in quarantine.</param>
/// <param name="NewEpoch">An epoch to go on in, as in <see cref="SyncAnswer"/>.</param>
/// <param name="Behind">Set with <paramref name="NewEpoch"/> when the reason is that the hub has more of the journal; see <see cref="UploadOutcome.Behind"/>.</param>
/// <param name="Accepted">Facts that were new on the hub in this request.</param>
/// <param name="DurableThrough">
/// Ends of this terminal's lines in the newest verified backup of this history: through there the terminal needn't keep its
/// facts for the hub. Each holds for the journal that has the same chain hash there. Absent while there is no such backup.
/// </param>
public sealed record HelloAnswer(
    string HubEpoch,
    DateTimeOffset HubTime,
    StoreId Store,
    bool Revoked,
    IReadOnlyList<BranchHead> Branches,
    IReadOnlyList<StreamHead>? Heads,
    LineName OwnLine,
    IReadOnlyList<QuarantinedFact> Quarantined,
    JournalEpoch? NewEpoch,
    UploadAnswer? Behind,
    int Accepted,
    string? Message,
    IReadOnlyList<EpochPosition>? DurableThrough = null);
