using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PosCloud.Grains.Contracts.Accounts;

namespace PosCloud.Grains.Access;

/// <summary>
/// Makes and checks the tickets that dashboards carry beside their calls: account, role and expiry with an HMAC-SHA256 by a
/// key that never leaves the hub's data folder.
/// </summary>
public sealed class TicketSigner(byte[] key, TimeProvider clock)
{
    /// <summary>A ticket's life; what a changed role or a locked account needs at most to take effect.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    public const int KeyLength = 32;

    private const char Separator = '|';

    public Ticket Issue(string accountId, string email, string role)
    {
        var expires = clock.GetUtcNow() + Lifetime;
        var content = string.Join(Separator, Encode(accountId), Encode(email), Encode(role), expires.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        return new Ticket($"{content}{Separator}{Sign(content)}", expires);
    }

    /// <summary>Null when the ticket isn't ours or has expired.</summary>
    public Caller? Read(string? ticket)
    {
        var end = ticket?.LastIndexOf(Separator) ?? -1;
        if (end < 0) return null;
        var content = ticket![..end];
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(ticket[(end + 1)..]), Encoding.UTF8.GetBytes(Sign(content)))) return null;
        var parts = content.Split(Separator);
        return long.Parse(parts[3], CultureInfo.InvariantCulture) > clock.GetUtcNow().ToUnixTimeSeconds()
            ? new Caller(Decode(parts[0]), Decode(parts[1]), Decode(parts[2]))
            : null;
    }

    private string Sign(string content) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(content)));

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Decode(string text) => Encoding.UTF8.GetString(Convert.FromBase64String(text));
}
