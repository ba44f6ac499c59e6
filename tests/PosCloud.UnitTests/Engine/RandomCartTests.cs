using CsCheck;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Measures;
using PosCloud.Domain.Selling;
using PosCloud.Terminal.Engine.Register;
using Xunit;
using static PosCloud.UnitTests.Engine.TerminalFixture;

namespace PosCloud.UnitTests.Engine;

public sealed class RandomCartTests
{
    private const int Orders = 300;
    private static readonly string[] Skus = ["COFFEE", "BREAD", "GOUDA"];

    private static readonly Gen<Discount?> AnyDiscount = Gen.OneOf(
        Gen.Const((Discount?)null),
        Gen.Int[0, 1_000_000].Select(share => (Discount?)Discount.Percent(share, "day-old")),
        Gen.Long[0, 5_000].Select(amount => (Discount?)new Discount(null, amount)));

    private static readonly Gen<(string Sku, long Thousandths, Discount? Discount)> AnyLine = Gen.Select(
        Gen.Int[0, 2].Select(i => Skus[i]), Gen.Long[1, 4_999], AnyDiscount,
        (sku, thousandths, discount) => (sku, sku == "GOUDA" ? thousandths : ((thousandths / 1000) + 1) * 1000, discount));

    private static readonly Gen<(List<(string Sku, long Thousandths, Discount? Discount)> Lines, Discount? Whole, long Card, long Cash)> AnyCart =
        Gen.Select(AnyLine.List[1, 6], AnyDiscount, Gen.Long[0, 3_000], Gen.Long[0, 3_000]);

    [Theory]
    [InlineData(1, "included")]
    [InlineData(5, "included")]
    [InlineData(10, "added")]
    public async Task Whatever_is_sold_the_hub_calculates_the_same_from_the_bytes_of_the_fact(int cashRounding, string taxMode)
    {
        await using var terminal = await TerminalShop.OpenAsync(hub => hub.WithShop(cashRounding, taxMode));

        AnyCart.Sample(
            cart =>
            {
                var order = Sell(terminal, cart);
                var fact = FactCodec.Encode(PosCloud.Domain.Identity.FactId.New(terminal.Clock), order.OccurredAt, order.Store, order.Body);
                var body = Assert.IsType<OrderCompleted>(Assert.IsType<FactReading.Understood>(FactCodec.Read(fact)).Body);
                var again = body.Recalculate();
                Assert.Null(FactRules.Problem(body));
                Assert.Equal(order.Total, again.Total);
                Assert.Equal(body.TaxMinorUnits, again.Tax.MinorUnits);
                Assert.Equal(body.Lines.Select(l => (l.AmountMinorUnits, l.TaxMinorUnits)), again.Lines.Select(l => (l.Amount.MinorUnits, l.Tax.MinorUnits)));
                Assert.Equal(body.TotalMinorUnits + body.CashRoundingMinorUnits, body.Payments.Sum(p => p.AmountMinorUnits));
                Assert.All(body.Payments, p => Assert.Equal(p.TenderedMinorUnits - p.AmountMinorUnits, p.ChangeMinorUnits));
            },
            iter: Orders, threads: 1);

        Assert.Empty(terminal.Engine.Verify().Violations);
        await terminal.SyncAsync();
        Assert.Equal(0, terminal.Engine.Sync.Pending.Facts);
    }

    [Fact]
    public async Task Returning_everything_in_any_parts_gives_back_exactly_what_was_paid()
    {
        await using var terminal = await TerminalShop.OpenAsync();

        Gen.Select(AnyCart, Gen.Long[1, 999].List[1, 4]).Sample(
            (cart, cuts) =>
            {
                var sold = Sell(terminal, cart);
                var back = 0L;
                while (terminal.Engine.Register.FindRefundable(sold.ReceiptNumber.Value) is { HasSomethingLeft: true } left)
                {
                    foreach (var line in left.Lines.Where(l => l.Remaining > Quantity.Zero))
                    {
                        var part = line.Unit == PosCloud.Domain.Catalogue.UnitOfSale.Kilogram ? Math.Min(line.Remaining.Thousandths, cuts[^1]) : 1000;
                        Assert.IsType<CartOutcome.Done>(terminal.Engine.Register.AddReturn(sold.ReceiptNumber.Value, line.Line, new Quantity(part)));
                    }

                    back += terminal.PayInCash().Body.TotalMinorUnits;
                }

                Assert.Equal(-sold.Body.TotalMinorUnits, back);
            },
            iter: 60, threads: 1);
    }

    private static CompletedOrder Sell(TerminalFixture terminal, (List<(string Sku, long Thousandths, Discount? Discount)> Lines, Discount? Whole, long Card, long Cash) cart)
    {
        var register = terminal.Engine.Register;
        foreach (var (sku, thousandths, discount) in cart.Lines)
        {
            var added = Assert.IsType<CartOutcome.Done>(register.Add(sku, new Quantity(thousandths)));
            Assert.IsType<CartOutcome.Done>(register.SetDiscount(added.Key, discount));
        }

        register.SetOrderDiscount(cart.Whole);
        // Each may be refused, for instance because nothing is left to pay; the rest is then paid in cash.
        register.AddTender(Tender.Card, new Money(cart.Card, Euro));
        register.AddTender(Tender.Cash, new Money(cart.Cash, Euro));
        return terminal.PayInCash();
    }
}
