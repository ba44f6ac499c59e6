using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Domain.Selling;

namespace PosCloud.Terminal.Engine.Register;

/// <summary>The sale on the screen, calculated: an immutable picture of one moment.</summary>
/// <param name="Customer">Whose points the sale moves; null without.</param>
/// <param name="Points">What completing it does to them; null for nothing.</param>
/// <param name="UsedPoints">Points that pay; they are in <paramref name="Discount"/> too. Null without.</param>
/// <param name="CanUndo">True when the last removed line can come back.</param>
public sealed record Cart(
    OrderId Order,
    IReadOnlyList<CartLineTotals> Lines,
    Discount? Discount,
    OrderTotals Totals,
    IReadOnlyList<CartTender> Tenders,
    TenderPlan Plan,
    PricingRules Rules,
    bool CanUndo,
    CustomerCard? Customer = null,
    OrderPoints? Points = null,
    UsedPoints? UsedPoints = null)
{
    public bool IsEmpty => Lines.Count == 0;

    public Money Total => Totals.Total;

    /// <summary>What the customer pays when all of it is paid in cash.</summary>
    public Money TotalInCash => Totals.Total + OrderCalculation.CashRoundingOf(Totals.Total, Rules);

    /// <summary>True when the customer gets money back.</summary>
    public bool IsRefund => Totals.Total.IsNegative;

    public bool CanComplete => !IsEmpty && Plan.IsPaid;

    public Quantity Pieces => Lines.Aggregate(Quantity.Zero, (sum, line) => sum + (line.Line.Quantity.IsWhole ? line.Line.Quantity : Quantity.One));

    /// <param name="pointsPerUnit">What the store gives for a whole unit of currency.</param>
    internal static Cart Of(CartContent content, PricingRules rules, int pointsPerUnit = 0)
    {
        var discount = content.UsedPoints?.Discount ?? content.Discount;
        var totals = OrderCalculation.Calculate(
            [.. content.Lines.Select(l => new OrderLineInput(new Money(l.UnitPriceMinorUnits, rules.Currency), l.Quantity, l.TaxRate, l.Discount))],
            discount,
            rules);
        var used = content.UsedPoints?.For(totals.Lines.Sum(l => l.OrderDiscount.MinorUnits));
        var lines = content.Lines.Zip(totals.Lines, (line, amounts) => new CartLineTotals(line, amounts)).ToList();
        return new Cart(
            content.Order, lines, content.UsedPoints is null ? discount : used?.Discount, totals, content.Tenders, TenderPlan.Of(totals.Total, content.Tenders, rules), rules,
            content.Removed is not null, content.Customer is { } customer ? CustomerCard.Of(customer) with { Shown = content.CustomerShown ?? CustomerCard.Of(customer).Shown } : null,
            CartPoints.Of(content, lines, rules.Currency, pointsPerUnit, used), used);
    }
}
