using Microsoft.EntityFrameworkCore;
using PosCloud.Domain.Catalogue;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.HubStorage.Publishing;
using PosCloud.HubStorage.Rows;
using PosCloud.HubStorage.Writing;
using PosCloud.Protocol;

namespace PosCloud.HubStorage.Catalogue;

/// <summary>Edits products and prices, on the hub only; every edit is published in its transaction.</summary>
public sealed class CatalogueEditor(HubWriter writer)
{
    /// <param name="store">Null for the default list.</param>
    /// <param name="validFrom">Null for at once.</param>
    public Task<EditResult> SetPriceAsync(
        Sku sku, StoreId? store, Money price, DateTimeOffset? validFrom, string by, CancellationToken cancellationToken) => writer.RunAsync(
        async transaction =>
        {
            await CatalogueLock.TakeAsync(transaction);
            if (price.IsNegative || price.MinorUnits > FactRules.MaxMagnitude) return EditResult.Refused("A price is at least 0.");
            if (!await transaction.Context.Variants.AnyAsync(v => v.Sku == sku.Value)) return EditResult.Refused($"There is no sku {sku}.");
            var from = (validFrom ?? transaction.Now).ToUnixTimeMilliseconds();
            StateChange change;
            if (store is { } one)
            {
                if (await CurrencyOfAsync(transaction, one) is not { } own) return EditResult.Refused($"There is no store {one}.");
                if (own != price.Currency.Code) return EditResult.Refused($"Store {one} sells in {own}.");
                var known = await transaction.Context.StorePrices.AsNoTracking().Where(p => p.Store == one.Value && p.Sku == sku.Value).ToListAsync();
                change = CatalogueRows.NewStorePrice(one, sku, price, from, known);
            }
            else
            {
                var known = await transaction.Context.Prices.AsNoTracking().Where(p => p.Sku == sku.Value).ToListAsync();
                if (known.Count > 0 && known[0].Currency != price.Currency.Code) return EditResult.Refused($"The default list is in {known[0].Currency}.");
                change = CatalogueRows.NewPrice(sku, price, from, known);
            }

            var where = store is null ? "" : $" in {store}";
            await AuditLog.WriteAsync(transaction, by, "price", $"Set the price of {sku}{where} to {price}.", store?.Value, sku.Value);
            var moved = await StreamPublisher.PublishAsync(transaction, [change]);
            return new EditResult(null, sku.Value, (long)change.Values[^1]!, moved);
        },
        cancellationToken);

    /// <summary>Creates the product when its id is null, else replaces its fields; variants not named stay as they are.</summary>
    public Task<EditResult> SaveProductAsync(ProductEdit edit, string by, CancellationToken cancellationToken) =>
        writer.RunAsync(transaction => new ProductEditing(transaction, edit, by).RunAsync(), cancellationToken);

    /// <summary>Takes a product with its variants, barcodes and prices out of the catalogue. Its orders and stock stay.</summary>
    public Task<EditResult> RemoveProductAsync(string product, string by, CancellationToken cancellationToken) => writer.RunAsync(
        async transaction =>
        {
            await CatalogueLock.TakeAsync(transaction);
            var context = transaction.Context;
            if (!await context.Products.AnyAsync(p => p.Id == product)) return EditResult.Refused("There is no such product.");
            var changes = new List<StateChange> { StateChange.Delete(SyncedTables.Product, product) };
            foreach (var sku in await context.Variants.Where(v => v.Product == product).Select(v => v.Sku).ToListAsync())
            {
                changes.Add(StateChange.Delete(SyncedTables.Variant, sku));
                changes.AddRange((await context.Barcodes.Where(b => b.Sku == sku).Select(b => b.Code).ToListAsync()).Select(c => StateChange.Delete(SyncedTables.Barcode, c)));
                changes.AddRange((await context.Prices.Where(p => p.Sku == sku).Select(p => p.ValidFrom).ToListAsync()).Select(f => StateChange.Delete(SyncedTables.Price, sku, f)));
                changes.AddRange((await context.StorePrices.Where(p => p.Sku == sku).Select(p => new { p.Store, p.ValidFrom }).ToListAsync())
                    .Select(p => StateChange.Delete(SyncedTables.StorePrice, p.Store, sku, p.ValidFrom)));
            }

            await AuditLog.WriteAsync(transaction, by, "remove-product", $"Removed product {product}.", target: product);
            return new EditResult(null, product, 0, await StreamPublisher.PublishAsync(transaction, changes));
        },
        cancellationToken);

    private static Task<string?> CurrencyOfAsync(HubTransaction transaction, StoreId store) =>
        transaction.FirstAsync("SELECT currency FROM store WHERE store = @p0", row => row.GetString(0), store.Value);
}
