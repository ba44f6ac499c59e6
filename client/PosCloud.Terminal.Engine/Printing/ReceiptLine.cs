using PosCloud.Domain.Catalogue;
using PosCloud.Domain.Measures;

namespace PosCloud.Terminal.Engine.Printing;

/// <param name="Gross">Unit price × quantity, before discounts.</param>
/// <param name="Discount">All that came off, order discount included.</param>
public sealed record ReceiptLine(
    string Name,
    string? Options,
    Quantity Quantity,
    UnitOfSale Unit,
    Money UnitPrice,
    Money Gross,
    Money Discount,
    Money Amount,
    TaxRate TaxRate,
    string? DiscountReason,
    string? Note,
    bool IsReturn);
