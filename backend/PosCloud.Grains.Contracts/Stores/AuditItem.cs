namespace PosCloud.Grains.Contracts.Stores;

[GenerateSerializer, Immutable, Alias("poscloud.audit")]
public sealed record AuditItem([property: Id(0)] DateTimeOffset At, [property: Id(1)] string Who, [property: Id(2)] string What);
