using Microsoft.EntityFrameworkCore;
using PosCloud.HubStorage.Rows;

namespace PosCloud.HubStorage.Catalogue;

/// <summary>The catalogue as it stands, in memory, so that only what differs is written and published.</summary>
internal sealed class CatalogueState
{
    public required Dictionary<string, TaxRateRow> TaxRates { get; init; }

    public required Dictionary<string, ProductRow> Products { get; init; }

    public required Dictionary<string, VariantRow> Variants { get; init; }

    public required Dictionary<string, BarcodeRow> Barcodes { get; init; }

    /// <summary>Per sku, oldest first.</summary>
    public required ILookup<string, PriceRow> Prices { get; init; }

    public required ILookup<string, StorePriceRow> StorePrices { get; init; }

    public required Dictionary<string, StockRow> Stock { get; init; }

    public static async Task<CatalogueState> ReadAsync(HubDbContext context, string store) => new()
    {
        TaxRates = await context.TaxRates.AsNoTracking().ToDictionaryAsync(r => r.Id),
        Products = await context.Products.AsNoTracking().ToDictionaryAsync(r => r.Id),
        Variants = await context.Variants.AsNoTracking().ToDictionaryAsync(r => r.Sku),
        Barcodes = await context.Barcodes.AsNoTracking().ToDictionaryAsync(r => r.Code),
        Prices = (await context.Prices.AsNoTracking().OrderBy(p => p.ValidFrom).ToListAsync()).ToLookup(p => p.Sku),
        StorePrices = (await context.StorePrices.AsNoTracking().Where(p => p.Store == store).OrderBy(p => p.ValidFrom).ToListAsync()).ToLookup(p => p.Sku),
        Stock = await context.Stock.AsNoTracking().Where(s => s.Store == store).ToDictionaryAsync(s => s.Sku),
    };
}
