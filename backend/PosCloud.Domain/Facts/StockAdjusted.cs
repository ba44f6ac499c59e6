using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;

namespace PosCloud.Domain.Facts;

/// <summary>Stock was corrected for a reason: breakage, theft, own use.</summary>
public sealed record StockAdjusted : FactBody
{
    public required Sku Sku { get; init; }

    /// <summary>Signed change.</summary>
    public required Quantity Change { get; init; }

    public required string Reason { get; init; }
}
