using PosCloud.Domain.Identity;
using PosCloud.Grains.Contracts;
using PosCloud.Grains.Contracts.Fleet;
using PosCloud.Grains.Contracts.Stock;
using PosCloud.Grains.Contracts.Terminals;
using PosCloud.HubStorage.Queries;

namespace PosCloud.Grains.Stock;

/// <summary>Stock pages of one store, with the terminals whose silence makes a number doubtful.</summary>
[GrainType("stock")]
public sealed class StockGrain(StockQueries stock) : Grain, IStockGrain
{
    public async Task<Page<StockItem>> ListAsync(string? search, string? after, int limit)
    {
        if (!StoreId.TryParse(this.GetPrimaryKeyString(), out var store)) return new Page<StockItem>([], null);
        var page = await stock.ListAsync(store, search, after, limit, CancellationToken.None);
        var doubtful = await SilentTerminalsAsync(store);
        return new Page<StockItem>([.. page.Items.Select(line => Item(line, doubtful))], page.Next);
    }

    public async Task<StockLedger?> GetLedgerAsync(string sku, int limit)
    {
        if (!StoreId.TryParse(this.GetPrimaryKeyString(), out var store) || !Sku.TryParse(sku, out var key)) return null;
        if (await stock.LedgerAsync(store, key, limit, CancellationToken.None) is not { } ledger) return null;
        return new StockLedger(
            Item(ledger.Item, await SilentTerminalsAsync(store)), ledger.Sum, [.. ledger.Rows.Select(LedgerRows.Of)], ledger.TotalRows,
            ledger.Sold, ledger.Returned, ledger.Other);
    }

    private async Task<IReadOnlyList<string>> SilentTerminalsAsync(StoreId store)
    {
        var overview = await GrainFactory.GetGrain<IFleetGrain>(IFleetGrain.Key).GetOverviewAsync();
        return
        [
            .. overview.Terminals.Where(t => t.Store == store.Value && !t.Revoked && t.LastSeen is not null && (t.Status == TerminalStatus.Offline || t.PendingFacts > 0))
                .Select(t => t.Terminal),
        ];
    }

    private static StockItem Item(StockLine line, IReadOnlyList<string> doubtful) => new(
        line.Store, line.Sku, line.SkuShown, line.Name, line.Options, line.Category, line.Unit, line.OnHand, line.Opening, line.LastMovementAt, doubtful, line.Movements);
}
