using System.Security.Cryptography;
using System.Text;

namespace PosCloud.Domain.Identity;

/// <summary>
/// What a customer shows: a card's number of 4 to 32 letters and digits, or the customer's id itself. The id is made of the
/// number alone, so a card counts on its first use, on every terminal and without a network; the number can't be read
/// from the id, and facts carry the id only.
/// </summary>
/// <param name="Shown">The last four characters, enough to tell one from another.</param>
public readonly record struct CustomerCard(CustomerId Customer, string Shown)
{
    private const int MinLength = 4;
    private const int MaxLength = 32;
    private const int ShownLength = 4;

    public static CustomerCard Of(CustomerId customer) => new(customer, "…" + customer.ToString()[^ShownLength..]);

    /// <summary>Blanks and hyphens of a number are for the eye and don't count.</summary>
    public static bool TryParse(string? text, out CustomerCard card)
    {
        card = default;
        if (text is null || text.Length > 4 * MaxLength) return false;
        if (Guid.TryParseExact(text.Trim(), "D", out var id))
        {
            card = Of(CustomerId.From(id));
            return id != Guid.Empty;
        }

        var number = string.Concat(text.ToUpperInvariant().Where(c => c is not (' ' or '-')));
        if (number.Length is < MinLength or > MaxLength || !number.All(IdentifierText.IsCodeCharacter)) return false;
        card = new CustomerCard(CustomerId.From(IdOf(number)), "…" + number[^ShownLength..]);
        return true;
    }

    // A version 8 UUID (RFC 9562): made of a hash, and so the same on every device.
    private static Guid IdOf(string number)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes("customer card " + number)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
