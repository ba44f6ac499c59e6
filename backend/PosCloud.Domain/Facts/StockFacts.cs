using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;

namespace PosCloud.Domain.Facts;

/// <summary>Somebody counted a sku: an absolute number, turned into a difference by the hub's ledger.</summary>
public sealed record StockCounted : FactBody
{
    public required Sku Sku { get; init; }

    public required Quantity Counted { get; init; }

    public string? By { get; init; }
}

/// <summary>Goods arrived.</summary>
public sealed record StockReceived : FactBody
{
    public required Sku Sku { get; init; }

    /// <summary>More than 0.</summary>
    public required Quantity Quantity { get; init; }

    public string? Reference { get; init; }
}

/// <summary>Stock was corrected for a reason: breakage, theft, own use.</summary>
public sealed record StockAdjusted : FactBody
{
    public required Sku Sku { get; init; }

    /// <summary>Signed change.</summary>
    public required Quantity Change { get; init; }

    public required string Reason { get; init; }
}
