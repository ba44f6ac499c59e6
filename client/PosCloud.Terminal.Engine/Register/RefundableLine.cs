using PosCloud.Domain.Catalogue;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;

namespace PosCloud.Terminal.Engine.Register;

/// <param name="Sold">Quantity on the receipt.</param>
/// <param name="Remaining">Sold minus returned, by returns this terminal knows of (its own and the store's last 30 days).</param>
/// <param name="Paid">What the line cost after all discounts.</param>
/// <param name="PaidBack">What was given back for it so far; never negative.</param>
public sealed record RefundableLine(
    int Line,
    Sku Sku,
    string Name,
    string? Options,
    UnitOfSale Unit,
    Quantity Sold,
    Quantity Remaining,
    Money UnitPrice,
    long? PriceVersion,
    TaxRate TaxRate,
    Money Paid,
    Money PaidBack);
