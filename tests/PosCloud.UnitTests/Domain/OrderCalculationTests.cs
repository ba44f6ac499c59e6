using CsCheck;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Domain.Selling;

namespace PosCloud.UnitTests.Domain;

public sealed class OrderCalculationTests
{
    private static readonly Currency Euro = Currency.Parse("EUR");
    private static readonly PricingRules Included = new(Euro, TaxMode.Included, TaxRounding.Line, 1);
    private static readonly PricingRules Added = new(Euro, TaxMode.Added, TaxRounding.Line, 1);

    private static int Runs => Environment.GetEnvironmentVariable("POSCLOUD_TESTS") == "all" ? 1_000_000 : 20_000;

    [Fact]
    public void A_weighed_item_is_rounded_once_per_line()
    {
        var totals = OrderCalculation.Calculate([Line(1690, 486, 50_000)], null, Included);

        Assert.Equal(Eur(821), totals.Total);
        Assert.Equal(Eur(39), totals.Tax);
    }

    [Fact]
    public void The_shop_of_the_pictures_adds_up()
    {
        var totals = OrderCalculation.Calculate(
            [
                Line(260, 2000, 250_000),
                Line(1690, 486, 50_000),
                Line(420, 1000, 50_000) with { Discount = Discount.Percent(200_000, "day-old") },
                Line(1250, 1000, 250_000),
            ],
            null,
            Included);

        Assert.Equal(Eur(2927), totals.Total);
        Assert.Equal(Eur(84), totals.Discount);
        Assert.Equal(Eur(104 + 39 + 16 + 250), totals.Tax);
    }

    [Fact]
    public void Added_tax_comes_on_top()
    {
        var totals = OrderCalculation.Calculate([Line(1000, 3000, 88_750)], null, Added);

        Assert.Equal(Eur(266), totals.Tax);
        Assert.Equal(Eur(3266), totals.Total);
    }

    [Fact]
    public void A_returned_line_is_the_exact_opposite_of_the_sold_one()
    {
        var discount = Discount.Percent(333_333);
        var sold = OrderCalculation.Calculate([Line(777, 1333, 250_000) with { Discount = discount }], null, Included);
        var returned = OrderCalculation.Calculate([Line(777, -1333, 250_000) with { Discount = discount }], null, Included);

        Assert.Equal(-sold.Total, returned.Total);
        Assert.Equal(-sold.Tax, returned.Tax);
    }

    [Fact]
    public void An_order_discount_leaves_returned_lines_alone()
    {
        var totals = OrderCalculation.Calculate([Line(1000, 1000, 0), Line(500, -1000, 0)], Discount.Percent(100_000), Included);

        Assert.Equal(Eur(100), totals.Lines[0].OrderDiscount);
        Assert.Equal(Eur(0), totals.Lines[1].OrderDiscount);
        Assert.Equal(Eur(400), totals.Total);
    }

    [Theory]
    [InlineData(1002, 5, -2)]
    [InlineData(1003, 5, 2)]
    [InlineData(-1003, 5, -2)]
    [InlineData(1003, 1, 0)]
    [InlineData(1025, 50, 25)]
    public void Cash_is_rounded_to_the_smallest_coin_half_away_from_zero(long due, int coin, long expected) =>
        Assert.Equal(Eur(expected), OrderCalculation.CashRoundingOf(Eur(due), Included with { CashRoundingMinorUnits = coin }));

    [Fact]
    public void Parts_always_add_up_to_the_whole() => Carts.All.Sample(cart =>
    {
        var totals = OrderCalculation.Calculate(cart.Lines, cart.Discount, cart.Rules);

        var amounts = totals.Lines.Sum(l => l.Amount.MinorUnits);
        Assert.Equal(totals.Subtotal.MinorUnits - totals.Discount.MinorUnits, amounts);
        Assert.Equal(totals.Tax.MinorUnits, totals.Lines.Sum(l => l.Tax.MinorUnits));
        Assert.Equal(totals.Tax.MinorUnits, totals.Taxes.Sum(t => t.Tax.MinorUnits));
        Assert.Equal(amounts, totals.Taxes.Sum(t => t.Base.MinorUnits));
        Assert.Equal(cart.Rules.TaxMode == TaxMode.Added ? amounts + totals.Tax.MinorUnits : amounts, totals.Total.MinorUnits);
        Assert.All(totals.Lines, l => Assert.True(Math.Abs(l.LineDiscount.MinorUnits) <= Math.Abs(l.Gross.MinorUnits)));
        if (cart.Lines.All(l => l.Quantity > Quantity.Zero)) Assert.All(totals.Lines, l => Assert.True(l.Amount.MinorUnits >= 0));
    }, iter: 20_000);

    /// <summary>G10. The hub recalculates from the bytes the terminal journalled.</summary>
    [Fact]
    [Trait("guarantee", "G10")]
    public void Random_carts_give_identical_totals_at_terminal_and_hub() => Carts.All.Sample(cart =>
    {
        var atTerminal = Carts.ToFact(cart.Rules, cart.Lines, cart.Discount);
        var fact = FactCodec.Encode(new FactId(Guid.Parse("0199c5a0-0000-7000-8000-000000000003")), DateTimeOffset.UnixEpoch, StoreId.Parse("S1"), atTerminal);

        var reading = Assert.IsType<FactReading.Understood>(FactCodec.Read(fact));

        var atHub = Assert.IsType<OrderCompleted>(reading.Body);
        var totals = atHub.Recalculate();
        Assert.Null(FactRules.Problem(atHub));
        Assert.Equal(atTerminal.TotalMinorUnits, totals.Total.MinorUnits);
        Assert.Equal(atTerminal.TaxMinorUnits, totals.Tax.MinorUnits);
        Assert.Equal(atTerminal.DiscountMinorUnits, totals.Discount.MinorUnits);
        Assert.Equal(atTerminal.Lines.Select(l => l.AmountMinorUnits), totals.Lines.Select(l => l.Amount.MinorUnits));
        Assert.Equal(atTerminal.Lines.Select(l => l.TaxMinorUnits), totals.Lines.Select(l => l.Tax.MinorUnits));
    }, iter: Runs);

    private static Money Eur(long cents) => new(cents, Euro);

    private static OrderLineInput Line(long price, long thousandths, int rate) => new(Eur(price), new Quantity(thousandths), new TaxRate(rate), null);
}
