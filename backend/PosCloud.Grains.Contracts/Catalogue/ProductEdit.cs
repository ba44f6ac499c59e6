namespace PosCloud.Grains.Contracts.Catalogue;

/// <param name="Seen">The product as the person saw it when the edit began; refused when it stands otherwise now.</param>
[GenerateSerializer, Immutable, Alias("poscloud.product-edit")]
public sealed record ProductEdit(
    [property: Id(0)] string? Product,
    [property: Id(1)] string Name,
    [property: Id(2)] string Category,
    [property: Id(3)] string Unit,
    [property: Id(4)] string TaxRate,
    [property: Id(5)] bool Active,
    [property: Id(6)] IReadOnlyList<VariantEdit> Variants,
    [property: Id(7)] ProductEdit? Seen = null);
