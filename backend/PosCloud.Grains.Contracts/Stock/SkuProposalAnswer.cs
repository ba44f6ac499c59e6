namespace PosCloud.Grains.Contracts.Stock;

/// <param name="OversellExpected">The grain expects on hand to cross zero; only the commit decides.</param>
[GenerateSerializer, Immutable, Alias("poscloud.sku-proposal-answer")]
public sealed record SkuProposalAnswer([property: Id(0)] long ProposedOnHandThousandths, [property: Id(1)] bool OversellExpected);
