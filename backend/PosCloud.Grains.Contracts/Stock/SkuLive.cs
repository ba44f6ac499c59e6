namespace PosCloud.Grains.Contracts.Stock;

/// <param name="OnHandThousandths">As last committed.</param>
/// <param name="ProposedThousandths">Sum of proposals not committed yet.</param>
[GenerateSerializer, Immutable, Alias("poscloud.sku-live")]
public sealed record SkuLive(
    [property: Id(0)] string Store,
    [property: Id(1)] string Sku,
    [property: Id(2)] long OnHandThousandths,
    [property: Id(3)] long Version,
    [property: Id(4)] long ProposedThousandths);
