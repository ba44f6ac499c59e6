using CsCheck;
using PosCloud.Domain.Catalogue;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Domain.Selling;

namespace PosCloud.UnitTests.Domain;

/// <summary>Random carts of every shape the calculation allows.</summary>
internal static class Carts
{
    private static Gen<T> Pick<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    public static readonly Gen<Currency> Currencies = Pick(Currency.Parse("EUR"), Currency.Parse("JPY"), Currency.Parse("KWD"));

    public static readonly Gen<PricingRules> Rules = Gen.Select(
        Currencies, Pick(TaxMode.Included, TaxMode.Added), Pick(TaxRounding.Line, TaxRounding.Receipt),
        Pick(1, 5, 10, 50),
        (currency, mode, rounding, cash) => new PricingRules(currency, mode, rounding, cash));

    public static readonly Gen<Discount?> Discounts = Gen.OneOf(
        Gen.Const((Discount?)null),
        Gen.Int[0, 1_000_000].Select(p => (Discount?)Discount.Percent(p)),
        Gen.Long[0, 5_000].Select(a => (Discount?)new Discount(null, a)));

    public static Gen<OrderLineInput> Line(Currency currency) => Gen.Select(
        Gen.Long[0, 1_000_000], Gen.Long[-20_000, 200_000].Where(q => q != 0), Pick(0, 50_000, 88_750, 200_000, 250_000), Discounts,
        (price, quantity, rate, discount) => new OrderLineInput(new Money(price, currency), new Quantity(quantity), new TaxRate(rate), discount));

    public static readonly Gen<(PricingRules Rules, List<OrderLineInput> Lines, Discount? Discount)> All =
        from rules in Rules
        from lines in Line(rules.Currency).List[1, 12]
        from discount in Discounts
        select (rules, lines, discount);

    /// <summary>The fact a terminal would journal for this cart, paid exactly.</summary>
    public static OrderCompleted ToFact(PricingRules rules, IReadOnlyList<OrderLineInput> lines, Discount? discount)
    {
        var totals = OrderCalculation.Calculate(lines, discount, rules);
        var terminal = TerminalId.Parse("S1T1");
        return new OrderCompleted
        {
            Context = new FactContext("boot", 1, "Europe/Zagreb", null, 12),
            Order = new OrderId(Guid.Parse("0199c5a0-0000-7000-8000-000000000001")),
            ReceiptNumber = new ReceiptNumber(terminal, JournalEpoch.First, 1),
            Shift = new ShiftId(Guid.Parse("0199c5a0-0000-7000-8000-000000000002")),
            BusinessDate = new DateOnly(2026, 11, 23),
            Rules = rules,
            Lines = [.. lines.Select((line, i) => new OrderedLine(
                i + 1, Sku.Parse("SKU-" + i), "Name " + i, line.Quantity, UnitOfSale.Piece, line.UnitPrice.MinorUnits, line.TaxRate,
                (totals.Lines[i].LineDiscount + totals.Lines[i].OrderDiscount).MinorUnits, totals.Lines[i].Amount.MinorUnits,
                totals.Lines[i].Tax.MinorUnits, PriceVersion: 1, Discount: line.Discount))],
            Discount = discount,
            Taxes = [.. totals.Taxes.Select(t => new OrderTax(t.Rate, t.Base.MinorUnits, t.Tax.MinorUnits))],
            Payments = [new OrderPayment(1, Tender.Cash, totals.Total.MinorUnits, totals.Total.MinorUnits, 0)],
            TotalMinorUnits = totals.Total.MinorUnits,
            TaxMinorUnits = totals.Tax.MinorUnits,
            DiscountMinorUnits = totals.Discount.MinorUnits,
            CashRoundingMinorUnits = 0,
        };
    }
}
