namespace PosCloud.Grains.Contracts.Catalogue;

/// <param name="Price">Default price from now on; null leaves it.</param>
[GenerateSerializer, Immutable, Alias("poscloud.variant-edit")]
public sealed record VariantEdit(
    [property: Id(0)] string Sku,
    [property: Id(1)] string Options,
    [property: Id(2)] IReadOnlyList<string> Barcodes,
    [property: Id(3)] Amount? Price,
    [property: Id(4)] bool Active);
