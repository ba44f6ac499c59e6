using PosCloud.Domain.Catalogue;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;

namespace PosCloud.Terminal.Engine.Replica;

/// <summary>One sku as the terminal sells it now.</summary>
/// <param name="SkuShown">The sku as people wrote it.</param>
/// <param name="Language">BCP 47 tag of the name; null when unknown.</param>
/// <param name="Options">The variant in words, "M, Forest"; null for a product without variants.</param>
/// <param name="Price">Price at the estimated hub time; null when the catalogue has none.</param>
/// <param name="Available">Local stock; null when the hub keeps none for this sku and store.</param>
public sealed record CatalogueItem(
    Sku Sku,
    string SkuShown,
    string Product,
    string Name,
    string? Language,
    string? Options,
    string Category,
    UnitOfSale Unit,
    TaxRate TaxRate,
    Money? Price,
    long? PriceVersion,
    string? Barcode,
    Quantity? Available);
