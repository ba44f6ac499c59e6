using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using System.Security.Claims;

namespace PosCloud.SystemTests.Security;

/// <summary>Sign-in cookies of a dashboard, right ones taken apart and put together otherwise.</summary>
internal sealed class CookieForge(IServiceProvider dashboard)
{
    public const string Name = "poscloud-dashboard";

    private readonly CookieAuthenticationOptions _options = dashboard.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);

    /// <summary>Everything that looks like this person's cookie and isn't, or isn't any more.</summary>
    public IEnumerable<(string Name, string? Cookie)> Wrong(string good)
    {
        yield return ("nothing", null);
        yield return ("an empty cookie", "");
        yield return ("no cookie of ours", "nonsense");
        yield return ("half a cookie", good[..(good.Length / 2)]);
        yield return ("a cookie with a changed character", Changed(good, good.Length / 2));
        yield return ("a cookie with a changed head", Changed(good, 12));
        yield return ("a cookie with a changed end", Changed(good, good.Length - 3));
        yield return ("the same content under another dashboard's key", Foreign(good));
        yield return ("an expired cookie", With(good, ticket => (ticket.Properties.IssuedUtc, ticket.Properties.ExpiresUtc) = (Ago(ticket, 13), Ago(ticket, 1))));
        yield return ("a cookie of before the password was changed", With(good, ticket => Replace(ticket, "AspNet.Identity.SecurityStamp", _ => "another-stamp")));
        yield return ("a cookie of an account that is gone", With(good, ticket => Replace(ticket, ClaimTypes.NameIdentifier, _ => Guid.Empty.ToString("D"))));
        yield return ("a cookie of a role the account had once", With(good, ticket => Replace(ticket, ClaimTypes.Role, role => role == "owner" ? "manager" : "owner")));
    }

    private static DateTimeOffset Ago(AuthenticationTicket ticket, int hours) => ticket.Properties.IssuedUtc!.Value.AddHours(-hours);

    private static string Changed(string text, int at) => text[..at] + (text[at] == 'A' ? 'B' : 'A') + text[(at + 1)..];

    /// <summary>Issued long enough ago to be compared with the account.</summary>
    private string With(string good, Action<AuthenticationTicket> change)
    {
        var ticket = Read(good);
        ticket.Properties.Items.Remove("poscloud.checked");
        ticket.Properties.IssuedUtc = ticket.Properties.IssuedUtc!.Value.AddMinutes(-5);
        change(ticket);
        return _options.TicketDataFormat.Protect(ticket);
    }

    private static void Replace(AuthenticationTicket ticket, string type, Func<string, string> value)
    {
        var identity = (ClaimsIdentity)ticket.Principal.Identity!;
        var claim = identity.FindFirst(type) ?? throw new InvalidOperationException($"The cookie has no claim {type}: {string.Join(", ", identity.Claims.Select(c => c.Type))}");
        identity.RemoveClaim(claim);
        identity.AddClaim(new Claim(type, value(claim.Value)));
    }

    private string Foreign(string good) =>
        new TicketDataFormat(new EphemeralDataProtectionProvider().CreateProtector("elsewhere")).Protect(Read(good));

    private AuthenticationTicket Read(string good) => _options.TicketDataFormat.Unprotect(good) ?? throw new InvalidOperationException("The right cookie can't be read.");
}
