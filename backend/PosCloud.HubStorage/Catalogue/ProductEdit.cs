namespace PosCloud.HubStorage.Catalogue;

/// <summary>A product as a manager wants it.</summary>
/// <param name="Product">Null to create one.</param>
/// <param name="Unit"><c>piece</c> or <c>kg</c>.</param>
/// <param name="TaxRate">Id of a tax rate.</param>
/// <param name="Seen">The product as it stood when the edit began, refused when it stands otherwise now; null: whatever stands there.</param>
public sealed record ProductEdit(
    string? Product, string Name, string? Language, string Category, string Unit, string TaxRate, bool Active, IReadOnlyList<VariantEdit> Variants, ProductEdit? Seen = null);
