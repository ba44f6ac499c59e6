namespace PosCloud.Domain.Catalogue;

/// <summary>
/// A scanned code: 1 to 48 visible ASCII characters, compared exactly. GTIN check digits follow the GS1 General
/// Specifications, section 7.9 (weights 3 and 1 from the right).
/// </summary>
public readonly record struct Barcode
{
    public const int MaxLength = 48;

    private Barcode(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse(string? text, out Barcode barcode)
    {
        barcode = default;
        var trimmed = text?.Trim();
        if (trimmed is null || trimmed.Length is 0 or > MaxLength || trimmed.Any(c => c is <= ' ' or > '~')) return false;
        barcode = new Barcode(trimmed);
        return true;
    }

    /// <summary>True for 8, 12, 13 or 14 digits whose last one is the right check digit.</summary>
    public bool HasValidGtinCheckDigit()
    {
        if (Value.Length is not (8 or 12 or 13 or 14) || !Value.All(char.IsAsciiDigit)) return false;
        return GtinCheckDigit(Value.AsSpan(0, Value.Length - 1)) == Value[^1] - '0';
    }

    /// <summary>The digit that completes a GTIN of which all other digits are given.</summary>
    public static int GtinCheckDigit(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var weight = (digits.Length - i) % 2 == 1 ? 3 : 1;
            sum += (digits[i] - '0') * weight;
        }

        return (10 - (sum % 10)) % 10;
    }

    public override string ToString() => Value;
}
