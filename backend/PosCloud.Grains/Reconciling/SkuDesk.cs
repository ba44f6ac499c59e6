using Microsoft.Extensions.Logging;
using PosCloud.Domain.Stock;
using PosCloud.Grains.Contracts.Stock;
using PosCloud.Grains.Retrying;
using PosCloud.Grains.Stock;
using PosCloud.HubStorage.Ledger;

namespace PosCloud.Grains.Reconciling;

/// <summary>Talks to the SKU grains of a batch: one call per sku and batch, all at once.</summary>
public sealed partial class SkuDesk(IGrainFactory grains, TimeProvider clock, ILogger<SkuDesk> log)
{
    /// <summary>Lets every sku of the batch propose; answers the proposal's id, the same for every repeat of the batch.</summary>
    public async Task<string> ProposeAsync(ApplyBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var id = $"{batch.Key.Terminal}/{batch.Key.Epoch}/{batch.Key.Branch}/{batch.Key.Store}/{batch.From}-{batch.To}";
        // What a count comes to is known only under the stock row's lock, so it proposes nothing.
        var changes = batch.Movements
            .Where(m => m.Movement.Kind != StockMovementKind.Counted)
            .GroupBy(m => new SkuKey(m.Store, m.Movement.Sku))
            .Select(sku => (Key: sku.Key, Change: sku.Sum(m => m.Movement.Quantity.Thousandths)));
        await AllAsync(changes.Select(c => Grain(c.Key).ProposeAsync(new SkuProposal(id, c.Change, batch.Key.Terminal.Value))));
        return id;
    }

    public Task CommittedAsync(string proposal, IReadOnlyList<CommittedStock> stock)
    {
        ArgumentNullException.ThrowIfNull(stock);
        return AllAsync(stock.Select(s => Grain(new SkuKey(s.Store, s.Sku)).CommittedAsync(s.OnHand.Thousandths, s.Version, [proposal])));
    }

    private ISkuGrain Grain(SkuKey key) => grains.GetGrain<ISkuGrain>(key.ToString());

    // Live answers may be late; the ledger must not be. While a node is lost the commit goes on without its SKU grains,
    // which read the stock row when they come up again.
    private async Task AllAsync(IEnumerable<Task> calls)
    {
        try
        {
            await Task.WhenAll(calls);
        }
        catch (Exception problem) when (CallRetry.IsPassing(problem))
        {
            LogUnreachable(problem, clock.GetUtcNow());
        }
    }

    [LoggerMessage(2111, LogLevel.Information, "Some SKU grains couldn't be reached at {At}; their node is being replaced")]
    private partial void LogUnreachable(Exception problem, DateTimeOffset at);
}
