using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>A person who may log in.</summary>
[Table("account")]
[PrimaryKey(nameof(Id))]
[Index(nameof(NormalizedEmail))]
[Index(nameof(SetupTokenHash))]
public sealed class AccountRow
{
    public required string Id { get; set; }

    public required string Email { get; set; }

    public required string NormalizedEmail { get; set; }

    public string? Name { get; set; }

    public required string Role { get; set; }

    public string? PasswordHash { get; set; }

    public required string SecurityStamp { get; set; }

    public string? TwoFactorKey { get; set; }

    public int FailedAttempts { get; set; }

    public DateTimeOffset? LockedUntil { get; set; }

    /// <summary>Hash of the one-time link's token; null when used.</summary>
    public string? SetupTokenHash { get; set; }

    public DateTimeOffset? SetupExpiresAt { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? LastLoginAt { get; set; }

    public bool Disabled { get; set; }
}
