using PosCloud.Domain.Catalogue;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Domain.Selling;

namespace PosCloud.UnitTests.Golden.Samples;

/// <summary>Orders of every kind, with sums that hold.</summary>
internal static class OrderSamples
{
    private static readonly Currency Euro = Currency.Parse("EUR");
    private static readonly CustomerId Regular = new(Guid.Parse("0199c5a0-0000-7000-8000-00000000c001"));

    public static IEnumerable<(string What, FactBody Body)> All(FactContext whole, FactContext least, OrderId earlier, ShiftId shift, DateOnly day)
    {
        var included = new PricingRules(Euro, TaxMode.Included, TaxRounding.Line, 5);
        var added = new PricingRules(Euro, TaxMode.Added, TaxRounding.Receipt, 1);
        var sale = Ordered(
            whole, 417, shift, day, included, Discount.Percent(100_000, "Opening week"),
            [
                Line("COFFEE-250", "Coffee \"House\" 咖啡", 2_000, UnitOfSale.Piece, 649, 250_000, Discount.Amount(new Money(50, Euro), "Dented"), null) with { Options = "250 g, ground", PriceVersion = 7, Note = "for Marko" },
                Line("TOMATO", "Tomatoes", 1_234, UnitOfSale.Kilogram, 299, 50_000, Discount.Percent(250_000), null) with { PriceVersion = 3 },
            ]);
        yield return ("everything", sale with
        {
            Cashier = "Ana Horvat", Customer = Regular, CashRoundingMinorUnits = ToFive(sale.TotalMinorUnits),
            Payments =
            [
                new OrderPayment(1, Tender.Card, 500, 500, 0, "AUTH 004217"),
                new OrderPayment(2, Tender.Cash, sale.TotalMinorUnits + ToFive(sale.TotalMinorUnits) - 500, 2_000, 2_500 - sale.TotalMinorUnits - ToFive(sale.TotalMinorUnits)),
            ],
        });
        yield return ("least", Ordered(least, 1, shift, day, added, null, [Line("A", "A", 1_000, UnitOfSale.Piece, 100, 0, null, null)]));
        yield return ("exchange", Ordered(
            least, 418, shift, day, added, null,
            [
                Line("SHIRT-M", "Shirt", -1_000, UnitOfSale.Piece, 2_500, 88_750, null, new ReturnedLine(earlier, 2)) with { Options = "M" },
                Line("SHIRT-L", "Shirt", 1_000, UnitOfSale.Piece, 2_900, 88_750, null, null) with { Options = "L" },
            ]));
        yield return ("vouchers-and-points", WithVouchersAndPoints(whole, shift, day, included));
        yield return ("return", Ordered(
            least, 419, shift, day, included, null, [Line("TOMATO", "Tomatoes", -500, UnitOfSale.Kilogram, 299, 50_000, null, null)]));
    }

    /// <summary>What version 2 added, all of it.</summary>
    private static OrderCompleted WithVouchersAndPoints(FactContext context, ShiftId shift, DateOnly day, PricingRules rules)
    {
        var sold = VoucherCode.Parse("GIFT2345");
        var order = Ordered(
            context, 420, shift, day, rules, null,
            [
                Line("VOUCHER", "Voucher", 1_000, UnitOfSale.Piece, 4_500, 0, null, null) with { Voucher = new VoucherIssue(sold, 5_000) },
                Line("TOMATO", "Tomatoes", 2_000, UnitOfSale.Kilogram, 299, 50_000, null, null),
            ]);
        return order with
        {
            Customer = Regular,
            Points = new OrderPoints(Earned: 51, Spent: 20),
            Payments = [new OrderPayment(1, Tender.Voucher, order.TotalMinorUnits, order.TotalMinorUnits, 0, Voucher: VoucherCode.Parse("XMAS-7777-K"))],
        };
    }

    private static OrderedLine Line(
        string sku, string name, long thousandths, UnitOfSale unit, long price, int rate, Discount? discount, ReturnedLine? returns) =>
        new(0, Sku.Parse(sku), name, new Quantity(thousandths), unit, price, new TaxRate(rate), 0, 0, 0, Discount: discount, Returns: returns);

    private static OrderCompleted Ordered(
        FactContext context, long counter, ShiftId shift, DateOnly day, PricingRules rules, Discount? discount, IReadOnlyList<OrderedLine> lines)
    {
        var totals = OrderCalculation.Calculate(
            [.. lines.Select(l => new OrderLineInput(new Money(l.UnitPriceMinorUnits, Euro), l.Quantity, l.TaxRate, l.Discount))], discount, rules);
        return new OrderCompleted
        {
            Context = context,
            Order = new OrderId(Guid.Parse($"0199c5a0-0000-7000-8000-{counter:x12}")),
            ReceiptNumber = new ReceiptNumber(TerminalId.Parse("S1T1"), JournalEpoch.First, counter),
            Shift = shift,
            BusinessDate = day,
            Rules = rules,
            Lines = [.. lines.Select((line, i) => line with
            {
                Number = i + 1,
                DiscountMinorUnits = (totals.Lines[i].LineDiscount + totals.Lines[i].OrderDiscount).MinorUnits,
                AmountMinorUnits = totals.Lines[i].Amount.MinorUnits,
                TaxMinorUnits = totals.Lines[i].Tax.MinorUnits,
            })],
            Discount = discount,
            Taxes = [.. totals.Taxes.Select(t => new OrderTax(t.Rate, t.Base.MinorUnits, t.Tax.MinorUnits))],
            Payments = [new OrderPayment(1, Tender.Cash, totals.Total.MinorUnits, totals.Total.MinorUnits, 0)],
            TotalMinorUnits = totals.Total.MinorUnits,
            TaxMinorUnits = totals.Tax.MinorUnits,
            DiscountMinorUnits = totals.Discount.MinorUnits,
            CashRoundingMinorUnits = 0,
        };
    }

    /// <summary>What brings an amount to five cents.</summary>
    private static long ToFive(long amount) => ((amount + 2) / 5 * 5) - amount;
}
