namespace PosCloud.Grains.Contracts.Accounts;

[GenerateSerializer, Immutable, Alias("poscloud.account-link")]
public sealed record AccountLink([property: Id(0)] string? Email, [property: Id(1)] string Role, [property: Id(2)] DateTimeOffset ExpiresAt);
