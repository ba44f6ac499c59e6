using Microsoft.AspNetCore.Identity;
using PosCloud.Dashboard.Hub;
using PosCloud.Grains.Contracts;
using PosCloud.Grains.Contracts.Accounts;

namespace PosCloud.Dashboard.Accounts;

/// <summary>
/// Identity's user store over the accounts grain. Accounts are made by links only, so creating and deleting are refused; and
/// the hub counts wrong passwords itself, by its own clock and for all dashboards, so this is no store of lock-outs.
/// </summary>
public sealed class AccountStore(AccountsGateway accounts)
    : IUserPasswordStore<DashboardUser>, IUserSecurityStampStore<DashboardUser>, IUserEmailStore<DashboardUser>
{
    private static readonly IdentityResult ByLinkOnly =
        IdentityResult.Failed(new IdentityError { Code = "ByLinkOnly", Description = "Accounts are made by an invitation link." });

    public async Task<DashboardUser?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        User(await accounts.AskAsync(grain => grain.FindByIdAsync(userId)));

    public async Task<DashboardUser?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        User(await accounts.AskAsync(grain => grain.FindAsync(normalizedUserName)));

    public Task<DashboardUser?> FindByEmailAsync(string normalizedEmail, CancellationToken cancellationToken) =>
        FindByNameAsync(normalizedEmail, cancellationToken);

    public async Task<IdentityResult> UpdateAsync(DashboardUser user, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        var outcome = await accounts.AskAsync(grain => grain.UpdateAsync(user.ToAccount()));
        return outcome.Done
            ? IdentityResult.Success
            : IdentityResult.Failed(new IdentityError { Code = "Refused", Description = outcome.Problem ?? "The hub refused the change." });
    }

    public Task<IdentityResult> CreateAsync(DashboardUser user, CancellationToken cancellationToken) => Task.FromResult(ByLinkOnly);

    public Task<IdentityResult> DeleteAsync(DashboardUser user, CancellationToken cancellationToken) => Task.FromResult(ByLinkOnly);

    public Task<string> GetUserIdAsync(DashboardUser user, CancellationToken cancellationToken) => Task.FromResult(user.Id);

    public Task<string?> GetUserNameAsync(DashboardUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Email);

    public Task<string?> GetNormalizedUserNameAsync(DashboardUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Email);

    // Names and addresses are fixed when the account is made; Identity calls these before each update all the same.
    public Task SetUserNameAsync(DashboardUser user, string? userName, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SetNormalizedUserNameAsync(DashboardUser user, string? normalizedName, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SetEmailAsync(DashboardUser user, string? email, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SetNormalizedEmailAsync(DashboardUser user, string? normalizedEmail, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<string?> GetEmailAsync(DashboardUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Email);

    public Task<string?> GetNormalizedEmailAsync(DashboardUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Email);

    // The link that made the account was sent to its address.
    public Task<bool> GetEmailConfirmedAsync(DashboardUser user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task SetEmailConfirmedAsync(DashboardUser user, bool confirmed, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<string?> GetPasswordHashAsync(DashboardUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.PasswordHash);

    public Task<bool> HasPasswordAsync(DashboardUser user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash.Length > 0);

    public Task SetPasswordHashAsync(DashboardUser user, string? passwordHash, CancellationToken cancellationToken)
    {
        user.PasswordHash = passwordHash ?? "";
        return Task.CompletedTask;
    }

    public Task<string?> GetSecurityStampAsync(DashboardUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.SecurityStamp);

    public Task SetSecurityStampAsync(DashboardUser user, string stamp, CancellationToken cancellationToken)
    {
        user.SecurityStamp = stamp;
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        // Holds nothing; Identity asks for it.
    }

    private static DashboardUser? User(Account? account) => account is null ? null : DashboardUser.Of(account);
}
