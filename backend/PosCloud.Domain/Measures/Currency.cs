using System.Text.Json;
using System.Text.Json.Serialization;

namespace PosCloud.Domain.Measures;

/// <summary>An ISO 4217 currency: three upper-case letters and the number of decimals of its minor unit.</summary>
[JsonConverter(typeof(CurrencyJsonConverter))]
public readonly record struct Currency
{
    private static readonly HashSet<string> NoDecimals =
        ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"];

    private static readonly HashSet<string> ThreeDecimals = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

    private readonly string? _code;

    private Currency(string code) => _code = code;

    /// <exception cref="InvalidOperationException">The value is the default, which is no currency.</exception>
    public string Code => _code ?? throw new InvalidOperationException("This currency was never set.");

    /// <summary>Decimals of the minor unit: JPY 0, EUR 2, KWD 3.</summary>
    public int Exponent => NoDecimals.Contains(Code) ? 0 : ThreeDecimals.Contains(Code) ? 3 : 2;

    /// <summary>Minor units in one major unit: 1, 100 or 1000.</summary>
    public long MinorUnitsPerMajor => Exponent switch { 0 => 1, 3 => 1000, _ => 100 };

    /// <exception cref="FormatException">The text is not three letters A-Z.</exception>
    public static Currency Parse(string code) => TryParse(code, out var currency)
        ? currency
        : throw new FormatException($"'{code}' is not a currency code; it has three letters, for example EUR.");

    public static bool TryParse(string? code, out Currency currency)
    {
        currency = default;
        if (code is not { Length: 3 } || !code.All(char.IsAsciiLetterUpper)) return false;
        currency = new Currency(code);
        return true;
    }

    public override string ToString() => _code ?? "";

    /// <summary>Writes a currency as its code.</summary>
    public sealed class CurrencyJsonConverter : JsonConverter<Currency>
    {
        public override Currency Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TryParse(reader.GetString(), out var currency) ? currency : throw new JsonException("Not a currency code.");

        public override void Write(Utf8JsonWriter writer, Currency value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Code);
    }
}
