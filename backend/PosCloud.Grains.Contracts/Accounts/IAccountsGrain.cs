namespace PosCloud.Grains.Contracts.Accounts;

/// <summary>People who may use the dashboard; key: <see cref="Key"/>. Backs the dashboard's Identity stores.</summary>
[Alias("poscloud.IAccountsGrain")]
public interface IAccountsGrain : IGrainWithStringKey
{
    public const string Key = "accounts";

    /// <summary>True while no account exists and the set-up link is the only way in.</summary>
    [Alias("needs-set-up"), WithoutTicket]
    Task<bool> NeedsSetUpAsync();

    /// <summary>The account a set-up or invitation link is for; null when the link is wrong, used or expired.</summary>
    [Alias("link"), WithoutTicket]
    Task<AccountLink?> FindLinkAsync(string token);

    /// <summary>Uses the link once to create the account (or give it a new password).</summary>
    [Alias("use-link"), WithoutTicket]
    Task<ChangeOutcome> UseLinkAsync(string token, string email, string name, string passwordHash);

    [Alias("find"), WithoutTicket]
    Task<Account?> FindAsync(string email);

    [Alias("find-by-id"), WithoutTicket]
    Task<Account?> FindByIdAsync(string id);

    /// <summary>
    /// Counts a try to sign in before its password is looked at, for all dashboards together, however many tries come at
    /// once. False while the account pauses because too many were wrong.
    /// </summary>
    [Alias("begin-try"), WithoutTicket]
    Task<bool> BeginTryAsync(string accountId);

    /// <summary>The password of a counted try was right: what was counted is forgotten.</summary>
    [Alias("right-password"), WithoutTicket]
    Task<ChangeOutcome> RightPasswordAsync(string accountId);

    /// <summary>Stores changed log-in data (name, password hash, security stamp).</summary>
    [Alias("update"), WithoutTicket]
    Task<ChangeOutcome> UpdateAsync(Account account);

    /// <summary>A signed ticket for 10 minutes of calls on behalf of this account; null when the stamp is no longer its own.</summary>
    [Alias("ticket"), WithoutTicket]
    Task<Ticket?> IssueTicketAsync(string accountId, string securityStamp);

    [Alias("list"), RequiresRole(Roles.Owner)]
    Task<IReadOnlyList<Account>> ListAsync();

    /// <summary>A one-time link that lets a person set a password.</summary>
    [Alias("invite"), RequiresRole(Roles.Owner)]
    Task<AccountInvitation> InviteAsync(string email, string role);

    /// <summary>Shuts a person out. Refused for the only owner.</summary>
    [Alias("close"), RequiresRole(Roles.Owner)]
    Task<ChangeOutcome> CloseAsync(string email);
}
