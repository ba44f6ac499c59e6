namespace PosCloud.Grains.Contracts.Catalogue;

[GenerateSerializer, Immutable, Alias("poscloud.product-detail")]
public sealed record ProductDetail([property: Id(0)] ProductItem Item, [property: Id(1)] string TaxRate, [property: Id(2)] IReadOnlyList<PriceItem> Prices);
