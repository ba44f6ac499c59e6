using PosCloud.HubStorage.Publishing;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage.Ledger;

/// <summary>
/// The group commit: decides the batches of many terminals in one transaction. Locks in this order everywhere:
/// <c>terminal_applied</c>, <c>movement</c>, <c>stock</c>, stream heads, each sorted. A repeat, a second node or a crash at
/// any point can't apply anything twice: the version of <c>terminal_applied</c> is compared and the ledger has its key.
/// </summary>
public sealed class LedgerCommit(HubWriter writer)
{
    /// <summary>Answers one result per batch, in the order given.</summary>
    public async Task<IReadOnlyList<ApplyResult>> CommitAsync(IReadOnlyList<ApplyBatch> batches, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batches);
        if (batches.Count == 0) return [];
        try
        {
            return await writer.RunAsync(transaction => CommitAsync(transaction, batches), cancellationToken);
        }
        catch (Exception) when (batches.Count > 1 && !cancellationToken.IsCancellationRequested)
        {
            // Nothing of the group is committed. One by one, only the bad member fails.
            var results = new List<ApplyResult>(batches.Count);
            foreach (var batch in batches) results.Add(await CommitAloneAsync(batch, cancellationToken));
            return results;
        }
    }

    private async Task<ApplyResult> CommitAloneAsync(ApplyBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            return (await writer.RunAsync(transaction => CommitAsync(transaction, [batch]), cancellationToken))[0];
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            return new ApplyResult.Failed(error);
        }
    }

    internal static async Task<IReadOnlyList<ApplyResult>> CommitAsync(HubTransaction transaction, IReadOnlyList<ApplyBatch> batches)
    {
        var progress = new Dictionary<AppliedKey, AppliedProgress>();
        var taken = new List<int>(batches.Count);
        foreach (var at in Enumerable.Range(0, batches.Count).OrderBy(i => batches[i].Key))
        {
            var batch = batches[at];
            var now = progress.GetValueOrDefault(batch.Key) ?? await AppliedTable.LockAsync(transaction, batch.Key);
            if (now is null || now.Through != batch.From || now.Version != batch.Version) continue;
            progress[batch.Key] = Advance(now, batch);
            taken.Add(at);
        }

        var book = new LedgerBook(transaction);
        await book.EnterAsync([.. taken.SelectMany(at => batches[at].Movements)]);
        var moved = await StreamPublisher.PublishAsync(transaction, [.. progress.Values.Select(p => p.ToChange()), .. book.Changes]);
        return [.. Enumerable.Range(0, batches.Count).Select(at => taken.Contains(at) ? Applied(batches[at], book, moved) : new ApplyResult.Stale())];
    }

    private static AppliedProgress Advance(AppliedProgress now, ApplyBatch batch) => now with
    {
        Through = batch.To,
        ChainHash = batch.ChainHash,
        // United here, under the lock, with what is in quarantine already.
        Quarantined = new SortedSet<long>(now.Quarantined.Concat(batch.Quarantined)),
        Version = now.Version + 1,
    };

    private static ApplyResult Applied(ApplyBatch batch, LedgerBook book, IReadOnlyList<PublishedStream> moved) => new ApplyResult.Applied(
        batch.To,
        [.. batch.Movements.Select(m => (m.Store, m.Movement.Sku)).Distinct().Select(k => book.Committed(k.Store, k.Sku))],
        moved,
        book.Exceptions);
}
