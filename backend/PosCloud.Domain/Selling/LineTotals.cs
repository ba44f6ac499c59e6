using PosCloud.Domain.Measures;

namespace PosCloud.Domain.Selling;

/// <param name="Gross">Unit price × quantity.</param>
/// <param name="LineDiscount">This line's own discount, with the line's sign.</param>
/// <param name="OrderDiscount">This line's part of the order's discount.</param>
/// <param name="Amount">Gross − both discounts: what the line costs (with tax when prices include it).</param>
/// <param name="Tax">Tax of the line; when tax is rounded per receipt, the part of the receipt's tax that falls on it.</param>
public readonly record struct LineTotals(Money Gross, Money LineDiscount, Money OrderDiscount, Money Amount, Money Tax);
