using PosCloud.Domain.Catalogue;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;

namespace PosCloud.Terminal.Engine.Register;

/// <summary>A receipt with what of it can still be returned, as far as this terminal knows.</summary>
public sealed record RefundableOrder(
    OrderId Order, ReceiptNumber ReceiptNumber, DateTimeOffset OccurredAt, Money Total, IReadOnlyList<RefundableLine> Lines)
{
    public bool HasSomethingLeft => Lines.Any(l => l.Remaining > Quantity.Zero);
}

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
