using System.Security.Claims;
using Microsoft.AspNetCore.Identity;

namespace PosCloud.Dashboard.Accounts;

/// <summary>Who is signed in, and the stamp that changes whenever the password does.</summary>
public readonly record struct AccountKey(string Id, string SecurityStamp)
{
    /// <summary>Null when nobody is signed in.</summary>
    public static AccountKey? Of(ClaimsPrincipal user)
    {
        var options = new ClaimsIdentityOptions();
        return user.FindFirstValue(options.UserIdClaimType) is { } id && user.FindFirstValue(options.SecurityStampClaimType) is { } stamp
            ? new AccountKey(id, stamp)
            : null;
    }
}
