namespace PosCloud.Grains.Contracts.Catalogue;

[GenerateSerializer, Immutable, Alias("poscloud.variant")]
public sealed record VariantItem(
    [property: Id(0)] string Sku,
    [property: Id(1)] string SkuShown,
    [property: Id(2)] string Options,
    [property: Id(3)] IReadOnlyList<string> Barcodes,
    [property: Id(4)] Amount? Price,
    [property: Id(5)] long PriceVersion,
    [property: Id(6)] bool Active);
