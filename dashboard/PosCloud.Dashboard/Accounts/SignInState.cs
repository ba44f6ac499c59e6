using Microsoft.AspNetCore.Identity;
using PosCloud.Dashboard.Hub;

namespace PosCloud.Dashboard.Accounts;

/// <summary>Judges a try to sign in. Every wrong try has the same words, whether or not there is such an account.</summary>
public sealed class SignInState(UserManager<DashboardUser> users, SignInManager<DashboardUser> signIn, AccountsGateway accounts)
{
    public const string Wrong = "This address and password don't go together.";

    public const string Locked = "Too many tries. Wait five minutes, then try again.";

    // Hashing for an unknown address takes as long as for a known one.
    private static readonly DashboardUser Nobody = new()
    {
        Id = "", Email = "", Name = "", Role = "", CreatedAt = default, PasswordHash = "", SecurityStamp = "",
    };

    /// <summary>Null when signed in, else what is wrong.</summary>
    public async Task<string?> TryAsync(string? email, string? password)
    {
        if (string.IsNullOrWhiteSpace(email) || string.IsNullOrEmpty(password))
        {
            return "Type your address and your password.";
        }

        try
        {
            if (await users.FindByEmailAsync(email) is not { } user)
            {
                users.PasswordHasher.HashPassword(Nobody, password);
                return Wrong;
            }

            // Not Identity's own count: it reads and writes at different moments, so that tries at once would be one.
            if (!await accounts.AskAsync(grain => grain.BeginTryAsync(user.Id))) return Locked;
            if (!(await signIn.CheckPasswordSignInAsync(user, password, lockoutOnFailure: false)).Succeeded) return Wrong;
            await accounts.AskAsync(grain => grain.RightPasswordAsync(user.Id));
            await signIn.SignInAsync(user, isPersistent: true);
            return null;
        }
        catch (HubException failure)
        {
            return failure.Message;
        }
    }

    /// <summary>Where to go after signing in: only to a page of this dashboard.</summary>
    public static string Target(string? returnUrl) =>
        returnUrl is ['/', not ('/' or '\\'), ..] && !returnUrl.StartsWith("/sign-", StringComparison.Ordinal) ? returnUrl : "/";
}
