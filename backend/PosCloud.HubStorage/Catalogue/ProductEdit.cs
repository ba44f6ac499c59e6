using PosCloud.Domain.Measures;

namespace PosCloud.HubStorage.Catalogue;

/// <summary>A product as a manager wants it.</summary>
/// <param name="Product">Null to create one.</param>
/// <param name="Unit"><c>piece</c> or <c>kg</c>.</param>
/// <param name="TaxRate">Id of a tax rate.</param>
public sealed record ProductEdit(
    string? Product, string Name, string? Language, string Category, string Unit, string TaxRate, bool Active, IReadOnlyList<VariantEdit> Variants);

/// <param name="Sku">As written; its key is upper case.</param>
/// <param name="Price">Default price from now on; null leaves it.</param>
public sealed record VariantEdit(string Sku, string Options, IReadOnlyList<string> Barcodes, Money? Price, bool Active);
