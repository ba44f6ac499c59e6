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
