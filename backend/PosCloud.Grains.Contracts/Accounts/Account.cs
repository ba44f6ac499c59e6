namespace PosCloud.Grains.Contracts.Accounts;

/// <param name="Email">Lower case.</param>
[GenerateSerializer, Immutable, Alias("poscloud.account")]
public sealed record Account(
    [property: Id(0)] string Id,
    [property: Id(1)] string Email,
    [property: Id(2)] string Name,
    [property: Id(3)] string Role,
    [property: Id(4)] string PasswordHash,
    [property: Id(5)] string SecurityStamp,
    [property: Id(6)] int FailedAttempts,
    [property: Id(7)] DateTimeOffset? LockedUntil,
    [property: Id(8)] DateTimeOffset CreatedAt)
{
    /// <summary>The person was shut out; an invitation opens the account again.</summary>
    [Id(9)]
    public bool IsClosed { get; init; }
}
