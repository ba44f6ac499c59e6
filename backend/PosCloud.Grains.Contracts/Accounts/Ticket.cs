namespace PosCloud.Grains.Contracts.Accounts;

[GenerateSerializer, Immutable, Alias("poscloud.ticket")]
public sealed record Ticket([property: Id(0)] string Value, [property: Id(1)] DateTimeOffset ExpiresAt);
