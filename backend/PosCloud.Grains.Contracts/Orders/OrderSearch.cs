namespace PosCloud.Grains.Contracts.Orders;

/// <param name="Text">Part of a receipt number, a sku or a product's name; null for all.</param>
[GenerateSerializer, Immutable, Alias("poscloud.order-search")]
public sealed record OrderSearch(
    [property: Id(0)] string? Store,
    [property: Id(1)] string? Terminal,
    [property: Id(2)] string? Text,
    [property: Id(3)] DateTimeOffset? From,
    [property: Id(4)] DateTimeOffset? To,
    [property: Id(5)] string? After,
    [property: Id(6)] int Limit);
