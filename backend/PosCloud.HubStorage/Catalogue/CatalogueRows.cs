using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.HubStorage.Publishing;
using PosCloud.HubStorage.Rows;
using PosCloud.Protocol;

namespace PosCloud.HubStorage.Catalogue;

/// <summary>Catalogue rows as changes to publish.</summary>
internal static class CatalogueRows
{
    public static StateChange Of(ProductRow p) => StateChange.Put(
        SyncedTables.Product, p.Id, p.Name, p.Language, p.Category, p.CategoryPosition, p.TaxRate, p.Unit, p.Position, p.Active ? 1L : 0L);

    public static StateChange Of(VariantRow v) => StateChange.Put(SyncedTables.Variant, v.Sku, v.SkuShown, v.Product, v.Options, v.Position, v.Active ? 1L : 0L);

    public static StateChange Of(StoreRow s) => StateChange.Put(
        SyncedTables.Store, s.Store, s.Name, s.Currency, s.TimeZone, s.Culture, s.TaxMode, s.TaxRounding, s.CashRounding, s.ReceiptHeader, s.ReceiptFooter);

    public static StateChange NewPrice(Sku sku, Money price, long validFrom, IReadOnlyCollection<PriceRow> known) => StateChange.Put(
        SyncedTables.Price, sku.Value, validFrom, price.MinorUnits, price.Currency.Code, known.Select(p => p.Version).DefaultIfEmpty(0).Max() + 1);

    public static StateChange NewStorePrice(StoreId store, Sku sku, Money price, long validFrom, IReadOnlyCollection<StorePriceRow> known) => StateChange.Put(
        SyncedTables.StorePrice, store.Value, sku.Value, validFrom, price.MinorUnits, price.Currency.Code,
        known.Select(p => p.Version).DefaultIfEmpty(0).Max() + 1);

    /// <summary>The newest price that isn't in the future.</summary>
    public static PriceRow? Current(IEnumerable<PriceRow> prices, DateTimeOffset now) =>
        prices.Where(p => p.ValidFrom <= now.ToUnixTimeMilliseconds()).MaxBy(p => p.ValidFrom);

    public static StorePriceRow? Current(IEnumerable<StorePriceRow> prices, DateTimeOffset now) =>
        prices.Where(p => p.ValidFrom <= now.ToUnixTimeMilliseconds()).MaxBy(p => p.ValidFrom);
}
