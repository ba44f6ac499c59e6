using PosCloud.Grains.Contracts;
using PosCloud.Grains.Contracts.Catalogue;
using PosCloud.HubStorage.Queries;
using Stored = PosCloud.HubStorage.Catalogue;

namespace PosCloud.Grains.Catalogue;

/// <summary>Turns catalogue rows into what screens show, and edits back.</summary>
internal static class CatalogueItems
{
    public static ProductItem Product(ProductView view) => new(
        view.Product.Id, view.Product.Name, view.Product.Category, view.Product.Unit, (int)view.TaxRatePartsPerMillion, view.Product.Active,
        [.. view.Variants.Select(Variant)]);

    public static ProductDetail Detail(ProductView view) => new(
        Product(view),
        view.Product.TaxRate,
        [
            .. view.Variants.SelectMany(v => v.Prices.Select(p => new PriceItem(p.Sku, null, new Amount(p.Amount, p.Currency), From(p.ValidFrom), p.Version))
                .Concat(v.StorePrices.Select(p => new PriceItem(p.Sku, p.Store, new Amount(p.Amount, p.Currency), From(p.ValidFrom), p.Version)))),
        ]);

    public static Stored.ProductEdit Edit(ProductEdit edit) => new(
        edit.Product, edit.Name, null, edit.Category, edit.Unit, edit.TaxRate, edit.Active,
        [.. edit.Variants.Select(v => new Stored.VariantEdit(v.Sku, v.Options, v.Barcodes, v.Price?.ToMoney(), v.Active))],
        edit.Seen is null ? null : Edit(edit.Seen));

    private static VariantItem Variant(VariantView view) => new(
        view.Variant.Sku, view.Variant.SkuShown, view.Variant.Options, view.Barcodes,
        view.Current is { } price ? new Amount(price.Amount, price.Currency) : null, view.Current?.Version ?? 0, view.Variant.Active);

    private static DateTimeOffset? From(long milliseconds) => milliseconds == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
