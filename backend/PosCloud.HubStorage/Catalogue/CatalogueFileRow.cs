using PosCloud.Domain.Catalogue;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;

namespace PosCloud.HubStorage.Catalogue;

/// <summary>One checked row of a catalogue file.</summary>
/// <param name="Row">Line in the file; the header is 1.</param>
/// <param name="SkuShown">The sku as people wrote it.</param>
/// <param name="ProductKey">Rows with the same key are variants of one product; empty for a product of its own.</param>
/// <param name="Opening">Null when the field is empty.</param>
internal sealed record CatalogueFileRow(
    int Row,
    Sku Sku,
    string SkuShown,
    IReadOnlyList<Barcode> Barcodes,
    string Name,
    string? Language,
    string Category,
    Money UnitPrice,
    TaxRate TaxRate,
    string Unit,
    Quantity? Opening,
    string ProductKey,
    string Options);
