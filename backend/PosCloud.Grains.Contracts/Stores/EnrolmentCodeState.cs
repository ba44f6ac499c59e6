namespace PosCloud.Grains.Contracts.Stores;

[GenerateSerializer, Immutable, Alias("poscloud.enrolment-state")]
public sealed record EnrolmentCodeState(
    [property: Id(0)] string Code, [property: Id(1)] string Store, [property: Id(2)] DateTimeOffset ExpiresAt, [property: Id(3)] DateTimeOffset? UsedAt, [property: Id(4)] string? Terminal);
