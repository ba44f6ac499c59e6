namespace PosCloud.Grains.Contracts.Stock;

/// <param name="Id">The same for every repeat of the same movements.</param>
[GenerateSerializer, Immutable, Alias("poscloud.sku-proposal")]
public sealed record SkuProposal([property: Id(0)] string Id, [property: Id(1)] long ChangeThousandths, [property: Id(2)] string Terminal);
