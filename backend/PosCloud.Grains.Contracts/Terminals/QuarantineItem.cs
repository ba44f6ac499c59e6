namespace PosCloud.Grains.Contracts.Terminals;

/// <param name="Id">Key for replaying it.</param>
/// <param name="Remedy">What a person can do, in words.</param>
[GenerateSerializer, Immutable, Alias("poscloud.quarantine")]
public sealed record QuarantineItem(
    [property: Id(0)] string Id,
    [property: Id(1)] string Terminal,
    [property: Id(2)] string Store,
    [property: Id(3)] string Epoch,
    [property: Id(4)] long Sequence,
    [property: Id(5)] string Code,
    [property: Id(6)] string Message,
    [property: Id(7)] string Remedy,
    [property: Id(8)] DateTimeOffset ReceivedAt,
    [property: Id(9)] string? FactType,
    [property: Id(10)] string? ReceiptNumber,
    [property: Id(11)] Amount? Total);
