using System.Text;
using System.Text.Json.Serialization;

namespace PosCloud.Domain.Identity;

/// <summary>
/// What is printed on a voucher: 6 to 32 letters and digits, upper case. Whoever knows it can pay with it, so screens,
/// receipts and logs show <see cref="Shown"/> only.
/// </summary>
[JsonConverter(typeof(IdentifierJsonConverter<VoucherCode>))]
public readonly record struct VoucherCode : IIdentifier<VoucherCode>
{
    public const int MinLength = 6;

    public const int MaxLength = 32;

    private const int ShownLength = 4;

    private VoucherCode(string value) => Value = value;

    public string Value { get; }

    /// <summary>The last four characters, enough to tell one from another.</summary>
    public string Shown => "…" + Value[^ShownLength..];

    /// <exception cref="FormatException">The text isn't a voucher's code.</exception>
    public static VoucherCode Parse(string text) =>
        TryParse(text, out var code) ? code : throw new FormatException($"A voucher's code has {MinLength} to {MaxLength} letters and digits.");

    /// <summary>Blanks and hyphens are for the eye and don't count.</summary>
    public static bool TryParse(string? text, out VoucherCode id)
    {
        id = default;
        if (text is null || text.Length > 4 * MaxLength) return false;
        var key = new StringBuilder(text.Length);
        foreach (var c in text.ToUpperInvariant())
        {
            if (c is ' ' or '-') continue;
            if (!IdentifierText.IsCodeCharacter(c)) return false;
            key.Append(c);
        }

        if (key.Length is < MinLength or > MaxLength) return false;
        id = new VoucherCode(key.ToString());
        return true;
    }

    public override string ToString() => Shown;
}
