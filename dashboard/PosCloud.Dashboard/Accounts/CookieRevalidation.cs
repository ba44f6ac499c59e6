using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace PosCloud.Dashboard.Accounts;

/// <summary>A cookie is checked against its account when it is older than a minute; a dead one is taken away.</summary>
internal static class CookieRevalidation
{
    private const string CheckedAt = "poscloud.checked";
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var last = context.Properties.GetString(CheckedAt) is { } text && long.TryParse(text, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : context.Properties.IssuedUtc ?? DateTimeOffset.MinValue;
        if (now - last < Every || context.Principal is null)
        {
            return;
        }

        if (await services.GetRequiredService<StampCheck>().HoldsAsync(context.Principal))
        {
            context.Properties.SetString(CheckedAt, now.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture));
            context.ShouldRenew = true;
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
    }
}
