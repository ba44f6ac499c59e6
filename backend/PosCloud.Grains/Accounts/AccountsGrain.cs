using PosCloud.Grains.Access;
using PosCloud.Grains.Contracts;
using PosCloud.Grains.Contracts.Accounts;

namespace PosCloud.Grains.Accounts;

/// <summary>Answers dashboards' log-ins from <see cref="AccountBook"/> and gives out tickets.</summary>
[GrainType("accounts")]
public sealed class AccountsGrain(AccountBook book, TicketSigner tickets, TimeProvider clock) : Grain, IAccountsGrain
{
    public Task<bool> NeedsSetUpAsync() => book.NeedsSetUpAsync(CancellationToken.None);

    public Task<AccountLink?> FindLinkAsync(string token) => book.FindLinkAsync(token, CancellationToken.None);

    public Task<ChangeOutcome> UseLinkAsync(string token, string email, string name, string passwordHash) =>
        book.UseLinkAsync(token, email, name, passwordHash, CancellationToken.None);

    public Task<Account?> FindAsync(string email) => book.FindAsync(email, CancellationToken.None);

    public Task<Account?> FindByIdAsync(string id) => book.FindByIdAsync(id, CancellationToken.None);

    public Task<bool> BeginTryAsync(string accountId) => book.BeginTryAsync(accountId, CancellationToken.None);

    public Task<ChangeOutcome> RightPasswordAsync(string accountId) => book.RightPasswordAsync(accountId, CancellationToken.None);

    public Task<ChangeOutcome> UpdateAsync(Account account) => book.UpdateAsync(account, CancellationToken.None);

    public async Task<Ticket?> IssueTicketAsync(string accountId, string securityStamp)
    {
        // The stamp changes with the password, so a stolen cookie of before gets no ticket.
        var account = await book.FindByIdAsync(accountId, CancellationToken.None);
        return account is null || account.SecurityStamp != securityStamp || AccountBook.IsPaused(account.LockedUntil, clock.GetUtcNow())
            ? null
            : tickets.Issue(account.Id, account.Email, account.Role);
    }

    public Task<IReadOnlyList<Account>> ListAsync() => book.ListAsync(CancellationToken.None);

    public Task<AccountInvitation> InviteAsync(string email, string role) => book.InviteAsync(email, role, Caller.CurrentName, CancellationToken.None);

    public Task<ChangeOutcome> CloseAsync(string email) => book.CloseAsync(email, Caller.CurrentName, CancellationToken.None);
}
