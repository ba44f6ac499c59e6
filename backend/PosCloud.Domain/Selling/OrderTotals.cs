using PosCloud.Domain.Measures;

namespace PosCloud.Domain.Selling;

/// <summary>What one calculation gives; all amounts are of the store's currency.</summary>
/// <param name="Subtotal">Sum of the lines before any discount.</param>
/// <param name="Discount">Line and order discounts together.</param>
/// <param name="Tax">All tax, whether included in the total or added to it.</param>
/// <param name="Total">What the customer owes (negative: gets back), before cash rounding.</param>
public sealed record OrderTotals(
    IReadOnlyList<LineTotals> Lines,
    IReadOnlyList<TaxTotal> Taxes,
    Money Subtotal,
    Money Discount,
    Money Tax,
    Money Total);
