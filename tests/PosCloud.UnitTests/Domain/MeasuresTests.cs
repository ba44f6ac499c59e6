using System.Numerics;
using System.Text.Json;
using CsCheck;
using PosCloud.Domain.Measures;

namespace PosCloud.UnitTests.Domain;

public sealed class MeasuresTests
{
    private static readonly Currency Euro = Currency.Parse("EUR");

    [Fact]
    public void Rounding_is_half_away_from_zero_for_every_sign() =>
        Gen.Select(Gen.Long[-1_000_000_000, 1_000_000_000], Gen.Long[-1_000_000, 1_000_000], Gen.Long[1, 1_000_000]).Sample((value, multiplier, divisor) =>
        {
            var exact = new BigInteger(value) * multiplier;
            var twice = BigInteger.Abs(exact) * 2 + divisor;
            var expected = exact.Sign * (twice / (2 * (BigInteger)divisor));

            Assert.Equal((long)expected, Rounding.MultiplyDivide(value, multiplier, divisor));
        });

    [Fact]
    public void Money_of_two_currencies_does_not_mix() =>
        Assert.Throws<InvalidOperationException>(() => new Money(1, Euro) + new Money(1, Currency.Parse("USD")));

    [Fact]
    public void Money_never_wraps() => Assert.Throws<OverflowException>(() => new Money(long.MaxValue, Euro) + new Money(1, Euro));

    [Theory]
    [InlineData("2.5", "EUR", 250)]
    [InlineData("2.125", "EUR", 213)]
    [InlineData("-2.125", "EUR", -213)]
    [InlineData("1.2345", "KWD", 1235)]
    [InlineData("100.5", "JPY", 101)]
    public void A_decimal_is_read_exactly_and_rounded_once(string amount, string currency, long minorUnits) =>
        Assert.Equal(minorUnits, Money.FromDecimal(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), Currency.Parse(currency)).MinorUnits);

    [Fact]
    public void Money_in_json_is_minor_units_and_a_code() =>
        Assert.Equal("""{"amount":1234,"currency":"EUR"}""", JsonSerializer.Serialize(new Money(1234, Euro)));

    [Fact]
    public void A_fourth_decimal_of_a_quantity_is_refused()
    {
        Assert.True(Quantity.TryFromDecimal(0.235m, out var exact));
        Assert.Equal(235, exact.Thousandths);
        Assert.False(Quantity.TryFromDecimal(0.2351m, out _));
    }

    [Theory]
    [InlineData(250_000, 1000, 200)]
    [InlineData(50_000, 821, 39)]
    [InlineData(0, 821, 0)]
    public void Included_tax_is_inside_the_amount(int rate, long amount, long tax) =>
        Assert.Equal(tax, new TaxRate(rate).IncludedIn(new Money(amount, Euro)).MinorUnits);
}
