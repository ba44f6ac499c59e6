using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Domain.Selling;

namespace PosCloud.Terminal.Engine.Register;

/// <summary>The sale on the screen, calculated: an immutable picture of one moment.</summary>
/// <param name="CanUndo">True when the last removed line can come back.</param>
public sealed record Cart(
    OrderId Order,
    IReadOnlyList<CartLineTotals> Lines,
    Discount? Discount,
    OrderTotals Totals,
    IReadOnlyList<CartTender> Tenders,
    TenderPlan Plan,
    PricingRules Rules,
    bool CanUndo)
{
    public bool IsEmpty => Lines.Count == 0;

    public Money Total => Totals.Total;

    /// <summary>What the customer pays when all of it is paid in cash.</summary>
    public Money TotalInCash => Totals.Total + OrderCalculation.CashRoundingOf(Totals.Total, Rules);

    /// <summary>True when the customer gets money back.</summary>
    public bool IsRefund => Totals.Total.IsNegative;

    public bool CanComplete => !IsEmpty && Plan.IsPaid;

    public Quantity Pieces => Lines.Aggregate(Quantity.Zero, (sum, line) => sum + (line.Line.Quantity.IsWhole ? line.Line.Quantity : Quantity.One));

    internal static Cart Of(CartContent content, PricingRules rules)
    {
        var totals = OrderCalculation.Calculate(
            [.. content.Lines.Select(l => new OrderLineInput(new Money(l.UnitPriceMinorUnits, rules.Currency), l.Quantity, l.TaxRate, l.Discount))],
            content.Discount,
            rules);
        var lines = content.Lines.Zip(totals.Lines, (line, amounts) => new CartLineTotals(line, amounts)).ToList();
        return new Cart(
            content.Order, lines, content.Discount, totals, content.Tenders, TenderPlan.Of(totals.Total, content.Tenders, rules), rules,
            content.Removed is not null);
    }
}
