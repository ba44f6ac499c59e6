using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PosCloud.Domain.Catalogue;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Catalogue;
using PosCloud.HubStorage.Rows;

namespace PosCloud.HubStorage.Queries;

/// <summary>Products with their variants and prices.</summary>
public sealed class CatalogueQueries(HubDatabase database)
{
    /// <summary>In the order of the tiles.</summary>
    /// <param name="search">Part of a name or sku, or a barcode; null for all.</param>
    public async Task<QueryPage<ProductView>> ListAsync(
        string? search, string? category, string? after, int limit, DateTimeOffset now, CancellationToken cancellationToken)
    {
        limit = QueryPage<ProductView>.Limit(limit);
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var context = snapshot.Context;
        var products = Filtered(context, search, category);
        if (Parse(after) is var (position, id)) products = products.Where(p => p.Position > position || (p.Position == position && p.Id.CompareTo(id) > 0));
        var read = await products.OrderBy(p => p.Position).ThenBy(p => p.Id).Take(limit + 1).ToListAsync(cancellationToken);
        var views = await ViewsAsync(context, read, now, cancellationToken);
        return QueryPage<ProductView>.Of(views, limit, v => string.Create(CultureInfo.InvariantCulture, $"{v.Product.Position}|{v.Product.Id}"));
    }

    /// <summary>Null when there's no such product.</summary>
    public async Task<ProductView?> FindAsync(string product, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var found = await snapshot.Context.Products.AsNoTracking().Where(p => p.Id == product).ToListAsync(cancellationToken);
        return (await ViewsAsync(snapshot.Context, found, now, cancellationToken)).FirstOrDefault();
    }

    /// <summary>In the order of first appearance.</summary>
    public async Task<IReadOnlyList<string>> CategoriesAsync(CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        return await snapshot.Context.Products.GroupBy(p => p.Category).OrderBy(g => g.Min(p => p.CategoryPosition)).Select(g => g.Key).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<TaxRateRow>> TaxRatesAsync(CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        return await snapshot.Context.TaxRates.AsNoTracking().OrderBy(t => t.Rate).ToListAsync(cancellationToken);
    }

    private static IQueryable<ProductRow> Filtered(HubDbContext context, string? search, string? category)
    {
        var products = context.Products.AsNoTracking();
        if (category is not null) products = products.Where(p => p.Category == category);
        if (string.IsNullOrWhiteSpace(search)) return products;
        var text = SearchText.Of(search);
        var sku = Sku.TryParse(search, out var parsed) ? parsed.Value : search.Trim();
        var code = Barcode.TryParse(search, out var barcode) ? barcode.Value : "";
        return products.Where(p => EF.Functions.Like(p.Name, text.AsWritten, SearchText.Escape) || EF.Functions.Like(SearchText.Lower(p.Name), text.InLowerCase, SearchText.Escape) || context.Variants.Any(v => v.Product == p.Id
            && (v.Sku.Contains(sku) || context.Barcodes.Any(b => b.Code == code && b.Sku == v.Sku))));
    }

    private static async Task<List<ProductView>> ViewsAsync(HubDbContext context, List<ProductRow> products, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = products.Select(p => p.Id).ToList();
        var variants = await context.Variants.AsNoTracking().Where(v => ids.Contains(v.Product)).OrderBy(v => v.Position).ToListAsync(cancellationToken);
        // By the products, of which there are few enough, not by their skus: SQL Server takes 2,100 parameters.
        var barcodes = (await (from b in context.Barcodes.AsNoTracking() join v in context.Variants on b.Sku equals v.Sku where ids.Contains(v.Product) orderby b.Code select b)
            .ToListAsync(cancellationToken)).ToLookup(b => b.Sku, b => b.Code);
        var prices = (await (from p in context.Prices.AsNoTracking() join v in context.Variants on p.Sku equals v.Sku where ids.Contains(v.Product) orderby p.ValidFrom select p)
            .ToListAsync(cancellationToken)).ToLookup(p => p.Sku);
        var own = (await (from p in context.StorePrices.AsNoTracking() join v in context.Variants on p.Sku equals v.Sku where ids.Contains(v.Product) orderby p.ValidFrom select p)
            .ToListAsync(cancellationToken)).ToLookup(p => p.Sku);
        var rates = await context.TaxRates.AsNoTracking().ToDictionaryAsync(t => t.Id, t => t.Rate, cancellationToken);
        return
        [
            .. products.Select(p => new ProductView(
                p,
                rates.GetValueOrDefault(p.TaxRate),
                [
                    .. variants.Where(v => v.Product == p.Id).Select(v => new VariantView(
                        v, [.. barcodes[v.Sku]], CatalogueRows.Current(prices[v.Sku], now), [.. prices[v.Sku]], [.. own[v.Sku]])),
                ])),
        ];
    }

    private static (long Position, string Id)? Parse(string? after)
    {
        var bar = after?.IndexOf('|', StringComparison.Ordinal) ?? -1;
        return bar > 0 && long.TryParse(after.AsSpan(0, bar), NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? (at, after![(bar + 1)..]) : null;
    }
}
