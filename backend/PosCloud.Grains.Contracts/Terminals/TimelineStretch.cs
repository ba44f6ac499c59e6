namespace PosCloud.Grains.Contracts.Terminals;

[GenerateSerializer, Immutable, Alias("poscloud.stretch")]
public sealed record TimelineStretch(
    [property: Id(0)] DateTimeOffset From,
    [property: Id(1)] DateTimeOffset To,
    [property: Id(2)] TerminalStatus Status,
    [property: Id(3)] int OrdersKept);
