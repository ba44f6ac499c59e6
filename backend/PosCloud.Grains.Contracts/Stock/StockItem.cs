namespace PosCloud.Grains.Contracts.Stock;

/// <param name="Doubtful">Terminals of the store that are silent and may hold sales of it.</param>
[GenerateSerializer, Immutable, Alias("poscloud.stock-item")]
public sealed record StockItem(
    [property: Id(0)] string Store,
    [property: Id(1)] string Sku,
    [property: Id(2)] string SkuShown,
    [property: Id(3)] string Name,
    [property: Id(4)] string Options,
    [property: Id(5)] string Category,
    [property: Id(6)] string Unit,
    [property: Id(7)] long OnHandThousandths,
    [property: Id(8)] long OpeningThousandths,
    [property: Id(9)] DateTimeOffset? LastMovementAt,
    [property: Id(10)] IReadOnlyList<string> Doubtful,
    [property: Id(11)] int Movements);
