using PosCloud.HubStorage.Publishing;
using PosCloud.Protocol;

namespace PosCloud.HubStorage.Ledger;

/// <summary>How far the ledger got in one part of a journal.</summary>
/// <param name="ChainHash">Chain hash at <paramref name="Through"/>, by which a terminal knows its own line.</param>
/// <param name="Quarantined">Sequences at or below <paramref name="Through"/> that aren't applied, ascending.</param>
public sealed record AppliedProgress(AppliedKey Key, long Through, string ChainHash, IReadOnlyCollection<long> Quarantined, long Version)
{
    internal StateChange ToChange() => StateChange.Put(
        SyncedTables.TerminalApplied, Key.Store.Value, Key.Terminal.Value, Key.Epoch.Value, Key.Branch, Through, ChainHash,
        AppliedTable.Text(Quarantined), Version);
}
