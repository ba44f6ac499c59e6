using PosCloud.Domain.Measures;

namespace PosCloud.Domain.Selling;

/// <summary>
/// The one calculation of line totals, discounts, tax and cash rounding, used by the terminal when it sells and by the
/// hub when it checks. Each amount is rounded once, half away from zero.
/// </summary>
public static class OrderCalculation
{
    /// <param name="orderDiscount">Comes off the sold lines only, never off returned ones.</param>
    public static OrderTotals Calculate(IReadOnlyList<OrderLineInput> lines, Discount? orderDiscount, PricingRules rules)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(rules);
        var zero = Money.Zero(rules.Currency);
        var gross = new Money[lines.Count];
        var lineDiscount = new Money[lines.Count];
        for (var i = 0; i < lines.Count; i++)
        {
            gross[i] = lines[i].UnitPrice.Times(lines[i].Quantity);
            lineDiscount[i] = lines[i].Discount?.Of(gross[i]) ?? zero;
        }

        var shares = OrderDiscountShares(lines, gross, lineDiscount, orderDiscount, zero);
        var amounts = new Money[lines.Count];
        for (var i = 0; i < lines.Count; i++) amounts[i] = gross[i] - lineDiscount[i] - shares[i];

        var taxes = new Money[lines.Count];
        var taxTotals = Taxes(lines, amounts, taxes, rules);
        var result = new LineTotals[lines.Count];
        var (subtotal, discount, amount) = (zero, zero, zero);
        for (var i = 0; i < lines.Count; i++)
        {
            result[i] = new LineTotals(gross[i], lineDiscount[i], shares[i], amounts[i], taxes[i]);
            subtotal += gross[i];
            discount += lineDiscount[i] + shares[i];
            amount += amounts[i];
        }

        var tax = taxTotals.Aggregate(zero, (sum, t) => sum + t.Tax);
        var total = rules.TaxMode == TaxMode.Added ? amount + tax : amount;
        return new OrderTotals(result, taxTotals, subtotal, discount, tax, total);
    }

    /// <summary>
    /// What is added to (or taken from) an amount paid in cash so that it can be paid in the store's smallest coin.
    /// </summary>
    public static Money CashRoundingOf(Money due, PricingRules rules) =>
        new(Rounding.ToIncrement(due.MinorUnits, rules.CashRoundingMinorUnits) - due.MinorUnits, due.Currency);

    private static Money[] OrderDiscountShares(
        IReadOnlyList<OrderLineInput> lines, Money[] gross, Money[] lineDiscount, Discount? orderDiscount, Money zero)
    {
        var shares = new Money[lines.Count];
        Array.Fill(shares, zero);
        if (orderDiscount is null) return shares;
        var sold = zero;
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Quantity > Quantity.Zero) sold += gross[i] - lineDiscount[i];
        }

        if (sold.MinorUnits <= 0) return shares;
        var discount = orderDiscount.Of(sold);
        // Cumulative rounding: the parts always add up to the whole and no line is off by more than one minor unit.
        long before = 0;
        var given = zero;
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Quantity <= Quantity.Zero) continue;
            before = checked(before + (gross[i] - lineDiscount[i]).MinorUnits);
            var upTo = new Money(Rounding.MultiplyDivide(discount.MinorUnits, before, sold.MinorUnits), zero.Currency);
            shares[i] = upTo - given;
            given = upTo;
        }

        return shares;
    }

    private static List<TaxTotal> Taxes(IReadOnlyList<OrderLineInput> lines, Money[] amounts, Money[] taxes, PricingRules rules)
    {
        var zero = Money.Zero(rules.Currency);
        var totals = new List<TaxTotal>();
        foreach (var rate in lines.Select(l => l.TaxRate).Distinct().OrderByDescending(r => r))
        {
            var (sumBase, sumTax) = (zero, zero);
            for (var i = 0; i < lines.Count; i++)
            {
                if (lines[i].TaxRate != rate) continue;
                sumBase += amounts[i];
                // Per receipt: the line gets the growth of the rounded cumulative tax, so the lines add up to the receipt.
                var tax = rules.TaxRounding == TaxRounding.Line
                    ? TaxOf(amounts[i], rate, rules)
                    : TaxOf(sumBase, rate, rules) - sumTax;
                taxes[i] = tax;
                sumTax += tax;
            }

            totals.Add(new TaxTotal(rate, sumBase, sumTax));
        }

        return totals;
    }

    private static Money TaxOf(Money amount, TaxRate rate, PricingRules rules) =>
        rules.TaxMode == TaxMode.Included ? rate.IncludedIn(amount) : rate.AddedTo(amount);
}
