namespace PosCloud.HubStorage.Ledger;

/// <summary>
/// A proposal: the movements of a stretch of one journal part, and how far it was applied when they were read. The
/// commit takes it only if that is still so.
/// </summary>
/// <param name="From">Applied through, when read.</param>
/// <param name="To">Applied through, once committed.</param>
/// <param name="ChainHash">Chain hash at <paramref name="To"/>.</param>
/// <param name="Quarantined">Sequences of the stretch that are in quarantine.</param>
/// <param name="Facts">Facts in the stretch.</param>
public sealed record ApplyBatch(
    AppliedKey Key,
    long From,
    long Version,
    long To,
    string ChainHash,
    IReadOnlyCollection<long> Quarantined,
    IReadOnlyList<LedgerMovement> Movements,
    int Facts);
