using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using PosCloud.Domain.Facts;
using PosCloud.Grains.Access;
using PosCloud.Grains.Contracts;
using PosCloud.Grains.Contracts.Accounts;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Rows;
using PosCloud.HubStorage.Writing;

namespace PosCloud.Grains.Accounts;

/// <summary>
/// People and the one-time links by which they get in. There is no default password: the first owner comes in by a link
/// that the hub prints. Only hashes of links and passwords are stored.
/// </summary>
public sealed class AccountBook(HubDatabase database, HubWriter writer, TimeProvider clock)
{
    private const int TokenBytes = 32;
    private const int MaxEmailLength = 200;

    /// <summary>Accounts of one merchant that a list shows.</summary>
    private const int MaxAccounts = 1_000;

    private const int MostWrongPasswords = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan SetUpLife = TimeSpan.FromHours(24);
    private static readonly TimeSpan InvitationLife = TimeSpan.FromDays(7);

    public async Task<bool> NeedsSetUpAsync(CancellationToken cancellationToken)
    {
        await using var hub = database.NewContext();
        return !await hub.Accounts.AnyAsync(a => a.PasswordHash != null, cancellationToken);
    }

    public async Task<Account?> FindAsync(string email, CancellationToken cancellationToken)
    {
        var normal = Normalise(email);
        await using var hub = database.NewContext();
        var row = await hub.Accounts.AsNoTracking()
            .FirstOrDefaultAsync(a => a.NormalizedEmail == normal && a.PasswordHash != null && !a.Disabled, cancellationToken);
        return row is null ? null : Of(row);
    }

    public async Task<Account?> FindByIdAsync(string id, CancellationToken cancellationToken)
    {
        await using var hub = database.NewContext();
        var row = await hub.Accounts.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id && a.PasswordHash != null && !a.Disabled, cancellationToken);
        return row is null ? null : Of(row);
    }

    public async Task<IReadOnlyList<Account>> ListAsync(CancellationToken cancellationToken)
    {
        await using var hub = database.NewContext();
        var rows = await hub.Accounts.AsNoTracking().Where(a => a.Email != "").OrderBy(a => a.Email).Take(MaxAccounts).ToListAsync(cancellationToken);
        return [.. rows.Select(Of)];
    }

    /// <summary>
    /// A link for the first owner, or for one who is locked out. Each node that starts prints one, and all work until the
    /// first is used. Answers path and query.
    /// </summary>
    public async Task<string> MakeSetUpLinkAsync(string by, CancellationToken cancellationToken)
    {
        var token = NewToken();
        await writer.RunAsync(
            async transaction =>
            {
                await AloneAsync(transaction);
                await UnusedLinks(transaction).Where(a => a.SetupExpiresAt <= transaction.Now).ExecuteDeleteAsync();
                transaction.Context.Accounts.Add(NewRow("", Roles.Owner, token, SetUpLife));
                await AuditLog.WriteAsync(transaction, by, "set-up-link", "Made a set-up link for an owner.");
            },
            cancellationToken);
        return Path(token);
    }

    /// <summary>A link by which the person sets a password; an account that has one keeps it until then.</summary>
    public async Task<AccountInvitation> InviteAsync(string email, string role, string by, CancellationToken cancellationToken)
    {
        var normal = Normalise(email);
        if (normal.Length > MaxEmailLength || normal.IndexOf('@', StringComparison.Ordinal) < 1) return new AccountInvitation(null, $"'{email}' is not an email address.");
        if (!RoleRank.IsRole(role)) return new AccountInvitation(null, $"'{role}' is not a role: owner, manager, operator or viewer.");
        var token = NewToken();
        var isMade = await writer.RunAsync(
            async transaction =>
            {
                await AloneAsync(transaction);
                var row = await transaction.Context.Accounts.FirstOrDefaultAsync(a => a.NormalizedEmail == normal);
                if (row is null) transaction.Context.Accounts.Add(NewRow(normal, role, token, InvitationLife));
                else if (role != Roles.Owner && await IsOnlyOwnerAsync(transaction, row)) return false;
                else (row.Role, row.SetupTokenHash, row.SetupExpiresAt) = (role, Hash(token), clock.GetUtcNow() + InvitationLife);
                await AuditLog.WriteAsync(transaction, by, "invite", $"Invited {normal} as {role}.", target: normal);
                return true;
            },
            cancellationToken);
        return isMade ? new AccountInvitation(Path(token), null) : new AccountInvitation(null, OnlyOwner(normal));
    }

    /// <summary>Shuts a person out: open pages within the minute, links at once. An invitation that is used opens the account again.</summary>
    public Task<ChangeOutcome> CloseAsync(string email, string by, CancellationToken cancellationToken)
    {
        var normal = Normalise(email);
        return writer.RunAsync(
            async transaction =>
            {
                await AloneAsync(transaction);
                var row = normal.Length == 0 ? null : await transaction.Context.Accounts.FirstOrDefaultAsync(a => a.NormalizedEmail == normal);
                if (row is null) return ChangeOutcome.Refused($"There is no account for '{email}'.");
                if (await IsOnlyOwnerAsync(transaction, row)) return ChangeOutcome.Refused(OnlyOwner(normal));
                (row.Disabled, row.SecurityStamp, row.SetupTokenHash, row.SetupExpiresAt) = (true, NewToken(), null, null);
                await AuditLog.WriteAsync(transaction, by, "close-account", $"Closed the account of {normal}.", target: normal);
                return ChangeOutcome.Success;
            },
            cancellationToken);
    }

    public async Task<AccountLink?> FindLinkAsync(string token, CancellationToken cancellationToken)
    {
        var (hash, now) = (Hash(token), clock.GetUtcNow());
        await using var hub = database.NewContext();
        var row = await hub.Accounts.AsNoTracking().FirstOrDefaultAsync(a => a.SetupTokenHash == hash && a.SetupExpiresAt > now, cancellationToken);
        return row is null ? null : new AccountLink(row.Email.Length == 0 ? null : row.Email, row.Role, row.SetupExpiresAt!.Value);
    }

    public Task<ChangeOutcome> UseLinkAsync(string token, string email, string name, string passwordHash, CancellationToken cancellationToken)
    {
        var (hash, normal) = (Hash(token), Normalise(email));
        return writer.RunAsync(
            async transaction =>
            {
                await AloneAsync(transaction);
                var accounts = transaction.Context.Accounts;
                var row = await accounts.FirstOrDefaultAsync(a => a.SetupTokenHash == hash);
                if (row is null || row.SetupExpiresAt <= transaction.Now) return ChangeOutcome.Refused("The link is wrong, used or expired. Ask for a new one.");
                if (row.Email.Length > 0 && row.Email != normal) return ChangeOutcome.Refused($"The link is for {row.Email}.");
                if (normal.Length > MaxEmailLength || normal.IndexOf('@', StringComparison.Ordinal) < 1) return ChangeOutcome.Refused($"'{email}' is not an email address.");
                if (await accounts.AnyAsync(a => a.NormalizedEmail == normal && a.Id != row.Id)) return ChangeOutcome.Refused($"{normal} has an account already.");
                if (row.Email.Length == 0) await UnusedLinks(transaction).Where(a => a.Id != row.Id).ExecuteDeleteAsync();
                (row.Email, row.NormalizedEmail, row.Name, row.PasswordHash) = (normal, normal, name, passwordHash);
                (row.SetupTokenHash, row.SetupExpiresAt, row.FailedAttempts, row.LockedUntil) = (null, null, 0, null);
                (row.SecurityStamp, row.Disabled) = (NewToken(), false);
                await AuditLog.WriteAsync(transaction, normal, "set-up", $"{normal} set a password.", target: normal);
                return ChangeOutcome.Success;
            },
            cancellationToken);
    }

    /// <summary>Stores log-in data only; role and email are changed by an owner's invitation.</summary>
    public Task<ChangeOutcome> UpdateAsync(Account account, CancellationToken cancellationToken) => writer.RunAsync(
        async transaction =>
        {
            var row = await transaction.Context.Accounts.FirstOrDefaultAsync(a => a.Id == account.Id);
            if (row is null) return ChangeOutcome.Refused("There is no such account.");
            (row.Name, row.PasswordHash, row.SecurityStamp) = (account.Name, account.PasswordHash, account.SecurityStamp);
            return ChangeOutcome.Success;
        },
        cancellationToken);

    /// <summary>
    /// False while the account pauses. Counted before the password is looked at, and one after the other: tries at the same
    /// moment, through whichever dashboard, don't see the same number.
    /// </summary>
    public Task<bool> BeginTryAsync(string id, CancellationToken cancellationToken) => writer.RunAsync(
        async transaction =>
        {
            await AloneAsync(transaction);
            var row = await transaction.Context.Accounts.FirstOrDefaultAsync(a => a.Id == id);
            if (row is null || IsPaused(row.LockedUntil, transaction.Now)) return false;
            var isLast = row.FailedAttempts + 1 >= MostWrongPasswords;
            row.LockedUntil = isLast ? transaction.Now + Pause : null;
            row.FailedAttempts = isLast ? 0 : row.FailedAttempts + 1;
            return true;
        },
        cancellationToken);

    public Task<ChangeOutcome> RightPasswordAsync(string id, CancellationToken cancellationToken) => writer.RunAsync(
        async transaction =>
        {
            await AloneAsync(transaction);
            var row = await transaction.Context.Accounts.FirstOrDefaultAsync(a => a.Id == id);
            if (row is null) return ChangeOutcome.Refused("There is no such account.");
            (row.FailedAttempts, row.LockedUntil) = (0, null);
            return ChangeOutcome.Success;
        },
        cancellationToken);

    /// <summary>One that ends later than any pause can was set by a clock that was ahead: it would last until that clock's time comes.</summary>
    internal static bool IsPaused(DateTimeOffset? until, DateTimeOffset now) => until > now && until <= now + Pause;

    /// <summary>
    /// Who may log in changes one after the other, on whatever node: a link works once, and an address has one account. The
    /// rows of the hub's histories are few and hardly ever change, so nothing else waits for them.
    /// </summary>
    private static Task AloneAsync(HubTransaction transaction) => transaction.LockAsync("hub_epoch", "epoch", "started_at >= 0");

    private static async Task<bool> IsOnlyOwnerAsync(HubTransaction transaction, AccountRow row) =>
        row is { Role: Roles.Owner, PasswordHash: not null, Disabled: false }
        && !await transaction.Context.Accounts.AnyAsync(a => a.Role == Roles.Owner && a.PasswordHash != null && !a.Disabled && a.Id != row.Id);

    private static string OnlyOwner(string email) => $"{email} is the only owner. Invite another owner first, who has to set a password.";

    private static IQueryable<AccountRow> UnusedLinks(HubTransaction transaction) =>
        transaction.Context.Accounts.Where(a => a.Email == "" && a.PasswordHash == null);

    private AccountRow NewRow(string email, string role, string token, TimeSpan life) => new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()).ToString("D"),
        Email = email,
        NormalizedEmail = email,
        Role = role,
        SecurityStamp = NewToken(),
        SetupTokenHash = Hash(token),
        SetupExpiresAt = clock.GetUtcNow() + life,
        CreatedAt = clock.GetUtcNow(),
    };

    private static Account Of(AccountRow row) => new(
        row.Id, row.Email, row.Name ?? "", row.Role, row.PasswordHash ?? "", row.SecurityStamp, row.FailedAttempts, row.LockedUntil, row.CreatedAt)
    {
        IsClosed = row.Disabled,
    };

    private static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));

    private static string Hash(string token) => Sha256Digest.Of(System.Text.Encoding.UTF8.GetBytes(token)).ToString();

    private static string Path(string token) => "/set-up?token=" + token;

    private static string Normalise(string email) => email.Trim().ToLowerInvariant();
}
