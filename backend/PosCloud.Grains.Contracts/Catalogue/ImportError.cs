namespace PosCloud.Grains.Contracts.Catalogue;

/// <param name="Row">Line in the file; the header is 1.</param>
[GenerateSerializer, Immutable, Alias("poscloud.import-error")]
public sealed record ImportError([property: Id(0)] int Row, [property: Id(1)] string Column, [property: Id(2)] string Message);
