using Orleans.Concurrency;
using PosCloud.Domain.Identity;
using PosCloud.Grains.Access;
using PosCloud.Grains.Contracts;
using PosCloud.Grains.Contracts.Catalogue;
using PosCloud.Grains.Nudging;
using PosCloud.HubStorage.Catalogue;
using PosCloud.HubStorage.Publishing;
using PosCloud.HubStorage.Queries;

namespace PosCloud.Grains.Catalogue;

/// <summary>Products and prices; edited on the hub only, and every edit is published and nudged.</summary>
[StatelessWorker, GrainType("catalogue")]
public sealed class CatalogueGrain(CatalogueQueries queries, CatalogueEditor editor, CatalogueImport import, IStreamNudge nudge, TimeProvider clock)
    : Grain, ICatalogueGrain
{
    public async Task<Page<ProductItem>> ListAsync(string? search, string? category, string? after, int limit)
    {
        var page = await queries.ListAsync(search, category, after, limit, clock.GetUtcNow(), CancellationToken.None);
        return new Page<ProductItem>([.. page.Items.Select(CatalogueItems.Product)], page.Next);
    }

    public async Task<ProductDetail?> GetAsync(string product) =>
        await queries.FindAsync(product, clock.GetUtcNow(), CancellationToken.None) is { } view ? CatalogueItems.Detail(view) : null;

    public Task<IReadOnlyList<string>> CategoriesAsync() => queries.CategoriesAsync(CancellationToken.None);

    public async Task<IReadOnlyList<TaxRateItem>> TaxRatesAsync() =>
        [.. (await queries.TaxRatesAsync(CancellationToken.None)).Select(t => new TaxRateItem(t.Id, t.Name, (int)t.Rate))];

    public async Task<ChangeOutcome> SaveAsync(Contracts.Catalogue.ProductEdit edit) =>
        Told(await editor.SaveProductAsync(CatalogueItems.Edit(edit), Caller.CurrentName, CancellationToken.None));

    public async Task<ChangeOutcome> SetPriceAsync(string sku, string? store, Amount price, DateTimeOffset? validFrom)
    {
        if (!Sku.TryParse(sku, out var key)) return ChangeOutcome.Refused($"'{sku}' is not a sku.");
        StoreId? only = null;
        if (store is not null)
        {
            if (!StoreId.TryParse(store, out var id)) return ChangeOutcome.Refused($"There is no store {store}.");
            only = id;
        }

        return Told(await editor.SetPriceAsync(key, only, price.ToMoney(), validFrom, Caller.CurrentName, CancellationToken.None));
    }

    public async Task<ImportOutcome> ImportAsync(string csv, string store, bool dryRun)
    {
        if (!StoreId.TryParse(store, out var id)) return new ImportOutcome(0, 0, 0, [new ImportError(0, "store", $"There is no store {store}.")]);
        using var text = new StringReader(csv);
        var result = await import.ImportAsync(text, id, dryRun, Caller.CurrentName, CancellationToken.None);
        Tell(result.Moved);
        return new ImportOutcome(result.Rows, result.Created, result.Updated, [.. result.Errors.Select(e => new ImportError(e.Row, e.Column, e.Message))]);
    }

    private ChangeOutcome Told(EditResult result)
    {
        Tell(result.Moved);
        return result.Problem is null ? ChangeOutcome.Success : ChangeOutcome.Refused(result.Problem);
    }

    private void Tell(IEnumerable<PublishedStream> moved)
    {
        foreach (var stream in moved) nudge.Moved(stream.Stream);
    }
}
