using Microsoft.AspNetCore.Identity;
using PosCloud.Grains.Contracts.Accounts;

namespace PosCloud.Dashboard.Accounts;

/// <summary>Uses a set-up or invitation link: checks the password by Identity's rules and gives the hub only its hash.</summary>
public sealed class AccountLinks(AccountsGateway accounts, UserManager<DashboardUser> users, SignInManager<DashboardUser> signIn, TimeProvider clock)
{
    public Task<AccountLink?> FindAsync(string token) => accounts.AskAsync(grain => grain.FindLinkAsync(token));

    public Task<bool> NeedsSetUpAsync() => accounts.AskAsync(grain => grain.NeedsSetUpAsync());

    /// <summary>Null when the account exists now and is signed in, else what is wrong.</summary>
    public async Task<string?> UseAsync(string token, string email, string name, string password)
    {
        var draft = new DashboardUser
        {
            Id = "", Email = email, Name = name, Role = "", CreatedAt = clock.GetUtcNow(), PasswordHash = "", SecurityStamp = "",
        };
        foreach (var rule in users.PasswordValidators)
        {
            if (await rule.ValidateAsync(users, draft, password) is { Succeeded: false } refused)
            {
                return string.Join(" ", refused.Errors.Select(error => error.Description));
            }
        }

        var outcome = await accounts.AskAsync(grain => grain.UseLinkAsync(token, email, name, users.PasswordHasher.HashPassword(draft, password)));
        if (!outcome.Done)
        {
            return outcome.Problem ?? "The hub refused this link.";
        }

        if (await users.FindByEmailAsync(email) is { } user)
        {
            await signIn.SignInAsync(user, isPersistent: true);
        }

        return null;
    }
}
