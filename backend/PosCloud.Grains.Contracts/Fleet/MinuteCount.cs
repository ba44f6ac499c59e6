using PosCloud.Grains.Contracts.Terminals;

namespace PosCloud.Grains.Contracts.Fleet;

[GenerateSerializer, Immutable, Alias("poscloud.minute")]
public sealed record MinuteCount([property: Id(0)] DateTimeOffset Minute, [property: Id(1)] int Orders);
