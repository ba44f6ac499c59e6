using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PosCloud.Domain.Measures;

/// <summary>How much, in thousandths of the unit of sale: 1250 is 1.250 kg, 3000 is 3 pieces. Negative for returns.</summary>
[JsonConverter(typeof(QuantityJsonConverter))]
public readonly record struct Quantity(long Thousandths) : IComparable<Quantity>
{
    public const long ThousandthsPerUnit = 1000;

    public static Quantity Zero { get; }

    public static Quantity One { get; } = new(ThousandthsPerUnit);

    public bool IsZero => Thousandths == 0;

    public bool IsWhole => Thousandths % ThousandthsPerUnit == 0;

    public static Quantity Pieces(long pieces) => new(checked(pieces * ThousandthsPerUnit));

    /// <summary>Reads a decimal such as 0.235; a fourth decimal is refused rather than rounded.</summary>
    public static bool TryFromDecimal(decimal units, out Quantity quantity)
    {
        quantity = default;
        if (Math.Abs(units) > 9_000_000_000_000m) return false;
        var thousandths = units * ThousandthsPerUnit;
        if (thousandths != decimal.Truncate(thousandths)) return false;
        quantity = new Quantity(decimal.ToInt64(thousandths));
        return true;
    }

    public decimal ToDecimal() => (decimal)Thousandths / ThousandthsPerUnit;

    public static Quantity operator +(Quantity left, Quantity right) => new(checked(left.Thousandths + right.Thousandths));

    public static Quantity operator -(Quantity left, Quantity right) => new(checked(left.Thousandths - right.Thousandths));

    public static Quantity operator -(Quantity value) => new(checked(-value.Thousandths));

    public static bool operator <(Quantity left, Quantity right) => left.Thousandths < right.Thousandths;

    public static bool operator >(Quantity left, Quantity right) => left.Thousandths > right.Thousandths;

    public static bool operator <=(Quantity left, Quantity right) => left.Thousandths <= right.Thousandths;

    public static bool operator >=(Quantity left, Quantity right) => left.Thousandths >= right.Thousandths;

    public int CompareTo(Quantity other) => Thousandths.CompareTo(other.Thousandths);

    /// <summary>Culture-independent form for logs: <c>3</c> or <c>0.235</c>.</summary>
    public override string ToString() => ToDecimal().ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>Writes a quantity as its number of thousandths.</summary>
    public sealed class QuantityJsonConverter : JsonConverter<Quantity>
    {
        public override Quantity Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, Quantity value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.Thousandths);
    }
}
