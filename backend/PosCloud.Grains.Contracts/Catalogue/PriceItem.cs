namespace PosCloud.Grains.Contracts.Catalogue;

/// <param name="Store">Null for the default list.</param>
[GenerateSerializer, Immutable, Alias("poscloud.price")]
public sealed record PriceItem(
    [property: Id(0)] string Sku,
    [property: Id(1)] string? Store,
    [property: Id(2)] Amount Price,
    [property: Id(3)] DateTimeOffset? ValidFrom,
    [property: Id(4)] long Version);
