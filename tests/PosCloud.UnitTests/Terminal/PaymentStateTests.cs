using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Domain.Selling;
using PosCloud.Terminal.Engine.Register;
using PosCloud.Terminal.Payments;
using Xunit;

namespace PosCloud.UnitTests.Terminal;

public sealed class PaymentStateTests
{
    private static readonly Currency Euro = Currency.Parse("EUR");

    [Fact]
    public void The_exact_amount_is_offered_at_first()
    {
        var payment = new PaymentState(Cart(due: 927), Tender.Cash);

        Assert.Equal(927, payment.Entered.MinorUnits);
        Assert.True(payment.Completes);
        Assert.True(payment.Change.IsZero);
    }

    [Fact]
    public void More_cash_than_due_gives_change()
    {
        var payment = new PaymentState(Cart(due: 927), Tender.Cash);

        payment.Entry.Offer(1000);

        Assert.Equal(73, payment.Change.MinorUnits);
        Assert.True(payment.CanTake);
    }

    [Fact]
    public void A_card_is_never_charged_more_than_is_due()
    {
        var payment = new PaymentState(Cart(due: 927), Tender.Card);

        payment.Entry.Offer(1000);

        Assert.False(payment.CanTake);
    }

    [Fact]
    public void A_part_leaves_the_rest_open()
    {
        var payment = new PaymentState(Cart(due: 2927), Tender.Card);

        payment.Entry.Offer(2000);

        Assert.True(payment.CanTake);
        Assert.False(payment.Completes);
        Assert.Equal(927, payment.Rest.MinorUnits);
    }

    [Fact]
    public void Cash_is_asked_for_in_the_smallest_coin()
    {
        var payment = new PaymentState(Cart(due: 928, coin: 5), Tender.Cash);
        Assert.Equal(930, payment.Due.MinorUnits);

        payment.Choose(Tender.Card);
        Assert.Equal(928, payment.Due.MinorUnits);
    }

    [Fact]
    public void A_taken_tender_offers_what_is_left()
    {
        var payment = new PaymentState(Cart(due: 2927), Tender.Cash);
        payment.Entry.Offer(2000);

        payment.Update(Cart(due: 927));

        Assert.Equal(927, payment.Entered.MinorUnits);
    }

    [Fact]
    public void A_refund_is_given_back_exactly()
    {
        var payment = new PaymentState(Cart(due: -420), Tender.Cash);

        Assert.True(payment.IsRefund);
        Assert.Equal(420, payment.Due.MinorUnits);
        Assert.Empty(payment.Offers);
        Assert.True(payment.CanTake);
    }

    private static Cart Cart(long due, int coin = 1)
    {
        var rules = new PricingRules(Euro, TaxMode.Included, TaxRounding.Receipt, coin);
        var totals = OrderCalculation.Calculate(
            [new OrderLineInput(new Money(Math.Abs(due), Euro), due < 0 ? -Quantity.One : Quantity.One, default, null)], null, rules);
        return new Cart(OrderId.New(TimeProvider.System), [], null, totals, [], TenderPlan.Of(totals.Total, [], rules), rules, false);
    }
}
