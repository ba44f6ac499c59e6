using PosCloud.Domain.Facts;
using PosCloud.Domain.Measures;
using PosCloud.Domain.Selling;

namespace PosCloud.Terminal.Engine.Register;

/// <summary>
/// What a returned line gives back: its share of what was paid, after all discounts. Shares are cut from the running
/// total, so returning a line in parts gives back exactly what it cost, to the last minor unit.
/// </summary>
internal static class RefundRules
{
    /// <param name="quantity">How much comes back, above zero and at most what remains.</param>
    public static CartLine LineFor(RefundableOrder order, RefundableLine line, Quantity quantity)
    {
        var returnedBefore = line.Sold - line.Remaining;
        var upTo = Rounding.MultiplyDivide(line.Paid.MinorUnits, (returnedBefore + quantity).Thousandths, line.Sold.Thousandths);
        var back = Math.Max(0, upTo - line.PaidBack.MinorUnits);
        var (unitPrice, discount) = PriceAndDiscount(line.UnitPrice.MinorUnits, quantity, back);
        return new CartLine(
            0, line.Sku, line.Name, null, line.Options, line.Unit, -quantity, unitPrice, line.PriceVersion, line.TaxRate,
            discount == 0 ? null : new Discount(null, discount), new ReturnedLine(order.Order, line.Line), Points: order.Points);
    }

    // The calculation rounds price × quantity; the discount takes away the rest. Where a part of a weighed line rounds
    // to less than its share, the unit price is raised by the least that reaches it.
    private static (long UnitPrice, long Discount) PriceAndDiscount(long unitPrice, Quantity quantity, long back)
    {
        var gross = Gross(unitPrice, quantity);
        while (gross < back)
        {
            unitPrice += Math.Max(1, Rounding.MultiplyDivide(back - gross, Quantity.ThousandthsPerUnit, quantity.Thousandths) / 2);
            gross = Gross(unitPrice, quantity);
        }

        return (unitPrice, gross - back);
    }

    private static long Gross(long unitPrice, Quantity quantity) => Rounding.MultiplyDivide(unitPrice, quantity.Thousandths, Quantity.ThousandthsPerUnit);
}
