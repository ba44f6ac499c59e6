using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;

namespace PosCloud.Domain.Facts;

/// <summary>Goods arrived.</summary>
public sealed record StockReceived : FactBody
{
    public required Sku Sku { get; init; }

    /// <summary>More than 0.</summary>
    public required Quantity Quantity { get; init; }

    public string? Reference { get; init; }
}
