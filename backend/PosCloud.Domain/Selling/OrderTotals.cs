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

/// <param name="Gross">Unit price × quantity.</param>
/// <param name="LineDiscount">This line's own discount, with the line's sign.</param>
/// <param name="OrderDiscount">This line's part of the order's discount.</param>
/// <param name="Amount">Gross − both discounts: what the line costs (with tax when prices include it).</param>
/// <param name="Tax">Tax of the line; when tax is rounded per receipt, the part of the receipt's tax that falls on it.</param>
public readonly record struct LineTotals(Money Gross, Money LineDiscount, Money OrderDiscount, Money Amount, Money Tax);

/// <param name="Base">Sum of the amounts taxed at this rate, as the lines show them.</param>
public readonly record struct TaxTotal(TaxRate Rate, Money Base, Money Tax);
