using CsCheck;
using PosCloud.Domain.Credits;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;

namespace PosCloud.UnitTests.Domain;

public sealed class PointsRulesTests
{
    private static readonly Gen<(long Points, long[] Parts)> Returns =
        Gen.Select(Gen.Long[0, 1_000_000_000], Gen.Long[0, 10_000_000].Array[1, 12]);

    [Theory]
    [InlineData("EUR", 999, 1, 9)]
    [InlineData("EUR", 1_000, 1, 10)]
    [InlineData("EUR", 1_099, 3, 30)]
    [InlineData("EUR", 99, 1_000, 0)]
    [InlineData("EUR", 5_000, 0, 0)]
    [InlineData("EUR", -5_000, 2, 0)]
    [InlineData("JPY", 120, 2, 240)]
    [InlineData("KWD", 2_999, 5, 10)]
    public void Only_whole_units_of_currency_earn(string currency, long minorUnits, int perUnit, long points) =>
        Assert.Equal(points, PointsRules.Earned(new Money(minorUnits, Currency.Parse(currency)), perUnit));

    [Fact]
    public void What_is_earned_always_fits_a_fact() =>
        Assert.Equal(FactRules.MaxMagnitude, PointsRules.Earned(new Money(FactRules.MaxMagnitude, Currency.Parse("JPY")), PointsRules.MaxPerUnit));

    [Fact]
    public void Parts_that_come_back_never_move_more_points_than_the_order_did_and_all_of_them_exactly_as_many() => Returns.Sample(order =>
    {
        var goods = order.Parts.Sum();
        var (before, taken) = (0L, 0L);
        foreach (var part in order.Parts)
        {
            var share = PointsRules.Share(order.Points, before, part, goods);
            before += part;
            taken += share;

            Assert.True(share >= 0);
            // Rounded down on the running total: never more than the goods' share.
            Assert.True((Int128)taken * goods <= (Int128)order.Points * before);
        }

        Assert.Equal(goods == 0 ? 0 : order.Points, taken);
        Assert.Equal(0, PointsRules.Share(order.Points, before, 1_000, goods));
    }, iter: 20_000);

    [Fact]
    public void A_card_is_the_same_customer_however_it_is_written_and_its_number_is_not_in_the_id()
    {
        Assert.True(CustomerCard.TryParse("1002 3456", out var spaced));
        Assert.True(CustomerCard.TryParse("1002-3456", out var hyphened));
        Assert.True(CustomerCard.TryParse("10023457", out var other));

        Assert.Equal(spaced, hyphened);
        Assert.NotEqual(spaced.Customer, other.Customer);
        Assert.Equal("…3456", spaced.Shown);
        Assert.Equal(8, spaced.Customer.Value.Version);
        Assert.DoesNotContain("10023456", spaced.Customer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_names_its_own_customer()
    {
        var id = CustomerId.From(Guid.Parse("0199c5a0-0000-7000-8000-0000000000ab"));

        Assert.True(CustomerCard.TryParse(id.ToString(), out var card));
        Assert.Equal((id, "…00ab"), (card.Customer, card.Shown));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("123")]
    [InlineData("12:34")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    public void What_is_no_card_is_refused(string? text) => Assert.False(CustomerCard.TryParse(text, out _));
}
