using System.Globalization;
using System.Text.Json.Serialization;

namespace PosCloud.Domain.Measures;

/// <summary>
/// A whole number of minor units of one currency. Arithmetic is checked: an overflow or a mix of currencies throws, it
/// never wraps or converts. In JSON <c>{"amount": 1234, "currency": "EUR"}</c>.
/// </summary>
public readonly record struct Money(
    [property: JsonPropertyName("amount")] long MinorUnits,
    [property: JsonPropertyName("currency")] Currency Currency) : IComparable<Money>
{
    [JsonIgnore]
    public bool IsZero => MinorUnits == 0;

    [JsonIgnore]
    public bool IsNegative => MinorUnits < 0;

    public static Money Zero(Currency currency) => new(0, currency);

    /// <summary>Reads a decimal such as 2.5 exactly; more decimals than the currency has are rounded half away from zero.</summary>
    /// <exception cref="OverflowException">The amount doesn't fit a 64-bit number of minor units.</exception>
    public static Money FromDecimal(decimal amount, Currency currency) =>
        new(decimal.ToInt64(decimal.Round(amount * currency.MinorUnitsPerMajor, 0, MidpointRounding.AwayFromZero)), currency);

    /// <summary>The amount in major units, exact.</summary>
    public decimal ToDecimal() => (decimal)MinorUnits / Currency.MinorUnitsPerMajor;

    /// <summary>This price for a quantity, rounded once, half away from zero.</summary>
    public Money Times(Quantity quantity) =>
        new(Rounding.MultiplyDivide(MinorUnits, quantity.Thousandths, Quantity.ThousandthsPerUnit), Currency);

    /// <summary>A share of this amount in parts per million, rounded once, half away from zero.</summary>
    public Money Share(long partsPerMillion) =>
        new(Rounding.MultiplyDivide(MinorUnits, partsPerMillion, 1_000_000), Currency);

    public Money Abs() => new(Math.Abs(MinorUnits), Currency);

    public static Money operator +(Money left, Money right) => new(checked(left.MinorUnits + Same(left, right).MinorUnits), left.Currency);

    public static Money operator -(Money left, Money right) => new(checked(left.MinorUnits - Same(left, right).MinorUnits), left.Currency);

    public static Money operator -(Money value) => new(checked(-value.MinorUnits), value.Currency);

    public static bool operator <(Money left, Money right) => left.CompareTo(right) < 0;

    public static bool operator >(Money left, Money right) => left.CompareTo(right) > 0;

    public static bool operator <=(Money left, Money right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Money left, Money right) => left.CompareTo(right) >= 0;

    public int CompareTo(Money other) => MinorUnits.CompareTo(Same(this, other).MinorUnits);

    /// <summary>Culture-independent form for logs, <c>12.34 EUR</c>; screens use the store's culture.</summary>
    public override string ToString() =>
        ToDecimal().ToString("F" + Currency.Exponent, CultureInfo.InvariantCulture) + " " + Currency.Code;

    private static Money Same(Money left, Money right) => left.Currency == right.Currency
        ? right
        : throw new InvalidOperationException($"Can't combine {left.Currency} with {right.Currency}.");
}
