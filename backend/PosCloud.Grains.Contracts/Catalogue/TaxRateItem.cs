namespace PosCloud.Grains.Contracts.Catalogue;

[GenerateSerializer, Immutable, Alias("poscloud.tax-rate")]
public sealed record TaxRateItem([property: Id(0)] string Id, [property: Id(1)] string Name, [property: Id(2)] int PartsPerMillion);
