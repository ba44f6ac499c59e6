using PosCloud.Domain.Measures;
using PosCloud.Terminal.Payments;
using Xunit;

namespace PosCloud.UnitTests.Terminal;

public sealed class QuickCashTests
{
    [Theory]
    [InlineData(927, new long[] { 927, 1000, 2000, 5000 })]
    [InlineData(2927, new long[] { 2927, 3000, 4000, 5000 })]
    [InlineData(1000, new long[] { 1000, 2000, 5000, 10000 })]
    public void Offers_are_exact_and_then_the_next_round_sums(long due, long[] expected)
    {
        var offers = QuickCash.For(new Money(due, Currency.Parse("EUR")));

        Assert.Equal(expected, offers.Select(offer => offer.MinorUnits));
    }

    [Fact]
    public void Nothing_due_offers_nothing() => Assert.Empty(QuickCash.For(Money.Zero(Currency.Parse("EUR"))));

    [Fact]
    public void A_currency_without_decimals_is_offered_in_its_own_notes()
    {
        var offers = QuickCash.For(new Money(1280, Currency.Parse("JPY")));

        Assert.Equal([1280, 1300, 1400, 1500], offers.Select(offer => offer.MinorUnits));
    }
}
