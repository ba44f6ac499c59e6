using PosCloud.Grains.Contracts.Accounts;

namespace PosCloud.Dashboard.Accounts;

/// <summary>An account in the form in which Identity changes it before storing it.</summary>
public sealed class DashboardUser
{
    public required string Id { get; init; }

    public required string Email { get; init; }

    public required string Name { get; init; }

    public required string Role { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string PasswordHash { get; set; }

    public required string SecurityStamp { get; set; }

    public int FailedAttempts { get; set; }

    public DateTimeOffset? LockedUntil { get; set; }

    public static DashboardUser Of(Account account) => new()
    {
        Id = account.Id,
        Email = account.Email,
        Name = account.Name,
        Role = account.Role,
        CreatedAt = account.CreatedAt,
        PasswordHash = account.PasswordHash,
        SecurityStamp = account.SecurityStamp,
        FailedAttempts = account.FailedAttempts,
        LockedUntil = account.LockedUntil,
    };

    public Account ToAccount() => new(Id, Email, Name, Role, PasswordHash, SecurityStamp, FailedAttempts, LockedUntil, CreatedAt);
}
