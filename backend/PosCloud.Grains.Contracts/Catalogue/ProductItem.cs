namespace PosCloud.Grains.Contracts.Catalogue;

[GenerateSerializer, Immutable, Alias("poscloud.product")]
public sealed record ProductItem(
    [property: Id(0)] string Product,
    [property: Id(1)] string Name,
    [property: Id(2)] string Category,
    [property: Id(3)] string Unit,
    [property: Id(4)] int TaxRatePartsPerMillion,
    [property: Id(5)] bool Active,
    [property: Id(6)] IReadOnlyList<VariantItem> Variants);
