namespace PosCloud.Grains.Contracts.Catalogue;

[GenerateSerializer, Immutable, Alias("poscloud.import")]
public sealed record ImportOutcome(
    [property: Id(0)] int Rows,
    [property: Id(1)] int Created,
    [property: Id(2)] int Updated,
    [property: Id(3)] IReadOnlyList<ImportError> Errors);
