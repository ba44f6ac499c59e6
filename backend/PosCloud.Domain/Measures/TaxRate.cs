using System.Text.Json;
using System.Text.Json.Serialization;

namespace PosCloud.Domain.Measures;

/// <summary>A tax rate in parts per million: 25 % is 250,000 and 8.875 % is 88,750. From 0 to 1,000,000.</summary>
[JsonConverter(typeof(TaxRateJsonConverter))]
public readonly record struct TaxRate : IComparable<TaxRate>
{
    public const int MaxPartsPerMillion = 1_000_000;

    public TaxRate(int partsPerMillion)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(partsPerMillion);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(partsPerMillion, MaxPartsPerMillion);
        PartsPerMillion = partsPerMillion;
    }

    public int PartsPerMillion { get; }

    /// <summary>Reads percent such as 8.875; more than four decimals or a value outside 0 to 100 is refused.</summary>
    public static bool TryFromPercent(decimal percent, out TaxRate rate)
    {
        rate = default;
        if (percent is < 0 or > 100) return false;
        var parts = percent * 10_000;
        if (parts != decimal.Truncate(parts)) return false;
        rate = new TaxRate(decimal.ToInt32(parts));
        return true;
    }

    public decimal ToPercent() => PartsPerMillion / 10_000m;

    /// <summary>The tax inside an amount that includes it: amount × rate ÷ (1 + rate), rounded once.</summary>
    public Money IncludedIn(Money amount) =>
        new(Rounding.MultiplyDivide(amount.MinorUnits, PartsPerMillion, MaxPartsPerMillion + PartsPerMillion), amount.Currency);

    /// <summary>The tax to add to an amount without it: amount × rate, rounded once.</summary>
    public Money AddedTo(Money amount) => amount.Share(PartsPerMillion);

    public int CompareTo(TaxRate other) => PartsPerMillion.CompareTo(other.PartsPerMillion);

    public static bool operator <(TaxRate left, TaxRate right) => left.PartsPerMillion < right.PartsPerMillion;

    public static bool operator >(TaxRate left, TaxRate right) => left.PartsPerMillion > right.PartsPerMillion;

    public static bool operator <=(TaxRate left, TaxRate right) => left.PartsPerMillion <= right.PartsPerMillion;

    public static bool operator >=(TaxRate left, TaxRate right) => left.PartsPerMillion >= right.PartsPerMillion;

    /// <summary>Writes a rate as its parts per million.</summary>
    public sealed class TaxRateJsonConverter : JsonConverter<TaxRate>
    {
        public override TaxRate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var value = reader.GetInt32();
            return value is >= 0 and <= MaxPartsPerMillion ? new TaxRate(value) : throw new JsonException("A tax rate is 0 to 1,000,000 parts per million.");
        }

        public override void Write(Utf8JsonWriter writer, TaxRate value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.PartsPerMillion);
    }
}
