namespace PosCloud.Grains.Contracts.Stores;

/// <param name="HubAddress">What the device is to enter beside the code.</param>
[GenerateSerializer, Immutable, Alias("poscloud.enrolment-code")]
public sealed record EnrolmentCodeAnswer(
    [property: Id(0)] string? Code, [property: Id(1)] DateTimeOffset ExpiresAt, [property: Id(2)] string HubAddress, [property: Id(3)] string? Problem);
