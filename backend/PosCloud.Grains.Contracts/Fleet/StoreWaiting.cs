using PosCloud.Grains.Contracts.Terminals;

namespace PosCloud.Grains.Contracts.Fleet;

[GenerateSerializer, Immutable, Alias("poscloud.waiting")]
public sealed record StoreWaiting(
    [property: Id(0)] string Store, [property: Id(1)] string Name, [property: Id(2)] int Orders, [property: Id(3)] Amount? Amount);
