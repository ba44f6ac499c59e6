using PosCloud.Domain.Measures;

namespace PosCloud.HubStorage.Catalogue;

/// <param name="Sku">As written; its key is upper case.</param>
/// <param name="Price">Default price from now on; null leaves it.</param>
public sealed record VariantEdit(string Sku, string Options, IReadOnlyList<string> Barcodes, Money? Price, bool Active);
