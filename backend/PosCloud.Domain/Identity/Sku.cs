using System.Text;
using System.Text.Json.Serialization;

namespace PosCloud.Domain.Identity;

/// <summary>
/// The key of a stock-keeping unit: NFC, trimmed, upper-invariant, 1 to 64 characters without control characters.
/// Codes that differ only by letter case are the same sku; the form to show is kept beside it in the catalogue.
/// </summary>
[JsonConverter(typeof(IdentifierJsonConverter<Sku>))]
public readonly record struct Sku : IIdentifier<Sku>
{
    public const int MaxLength = 64;

    private Sku(string value) => Value = value;

    public string Value { get; }

    /// <exception cref="FormatException">The text is empty, too long or has control characters.</exception>
    public static Sku Parse(string text) => TryParse(text, out var sku)
        ? sku
        : throw new FormatException($"'{text}' is not a sku: 1 to {MaxLength} characters without control characters.");

    public static bool TryParse(string? text, out Sku sku)
    {
        sku = default;
        if (string.IsNullOrWhiteSpace(text) || text.Length > 4 * MaxLength) return false;
        string key;
        try
        {
            key = text.Trim().Normalize(NormalizationForm.FormC).ToUpperInvariant();
        }
        catch (ArgumentException)
        {
            // Text with lone surrogates has no normal form.
            return false;
        }

        if (key.Length is 0 or > MaxLength || key.Any(char.IsControl)) return false;
        sku = new Sku(key);
        return true;
    }

    public override string ToString() => Value;
}
