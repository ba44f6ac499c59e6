namespace PosCloud.HubStorage.Queries;

/// <summary>Stock of one sku in one store; quantities in thousandths. A sku that left the catalogue shows its code as name.</summary>
public sealed class StockLine
{
    public required string Store { get; init; }

    public required string Sku { get; init; }

    public required string SkuShown { get; init; }

    public required string Name { get; init; }

    public required string Options { get; init; }

    public required string Category { get; init; }

    public required string Unit { get; init; }

    public long OnHand { get; init; }

    public long Opening { get; init; }

    public long Version { get; init; }

    public int Movements { get; init; }

    public DateTimeOffset? LastMovementAt { get; init; }
}
