namespace PosCloud.Grains.Contracts.Stock;

/// <summary>Stock pages of one store; key: the store's code.</summary>
[Alias("poscloud.IStockGrain")]
[RequiresRole(Roles.Viewer)]
public interface IStockGrain : IGrainWithStringKey
{
    /// <param name="search">Part of a name, sku or barcode; null for all.</param>
    /// <param name="after">From <see cref="Page{T}.Next"/>.</param>
    [Alias("list")]
    Task<Page<StockItem>> ListAsync(string? search, string? after, int limit);

    /// <summary>Null when the store has no such sku.</summary>
    [Alias("ledger")]
    Task<StockLedger?> GetLedgerAsync(string sku, int limit);
}
