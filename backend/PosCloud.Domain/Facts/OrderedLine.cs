using PosCloud.Domain.Catalogue;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Domain.Selling;

namespace PosCloud.Domain.Facts;

/// <param name="Number">1, 2, 3 … within the order.</param>
/// <param name="Options">The variant in words, "M, Forest"; null for a product without variants.</param>
/// <param name="PriceVersion">Version of the price it was scanned at; null for an open price.</param>
/// <param name="AmountMinorUnits">What the line costs after both discounts.</param>
/// <param name="Returns">The line this one returns; null for a sale or a return without receipt.</param>
/// <param name="Voucher">Since version 2: the line puts an amount on a voucher and moves no stock; null for goods.</param>
public sealed record OrderedLine(
    int Number,
    Sku Sku,
    string Name,
    Quantity Quantity,
    UnitOfSale Unit,
    long UnitPriceMinorUnits,
    TaxRate TaxRate,
    long DiscountMinorUnits,
    long AmountMinorUnits,
    long TaxMinorUnits,
    string? Options = null,
    long? PriceVersion = null,
    Discount? Discount = null,
    ReturnedLine? Returns = null,
    string? Note = null,
    VoucherIssue? Voucher = null);
