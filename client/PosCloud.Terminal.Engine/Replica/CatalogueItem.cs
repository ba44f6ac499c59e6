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

/// <summary>One product on the sell screen.</summary>
/// <param name="CategoryPosition">Order of the category, from which its colour follows.</param>
/// <param name="Sku">What a tap adds; null when a variant has to be picked.</param>
/// <param name="Price">The lowest price of its variants; null when it has none.</param>
/// <param name="HasSeveralPrices">True when variants differ in price, so the tile says "from".</param>
/// <param name="Available">Local stock, variants added up; null when the hub keeps none.</param>
public sealed record Tile(
    string Product,
    string Name,
    string? Language,
    string Category,
    long CategoryPosition,
    UnitOfSale Unit,
    Sku? Sku,
    int Variants,
    Money? Price,
    bool HasSeveralPrices,
    Quantity? Available);

/// <param name="Products">Active products in it.</param>
public sealed record CategoryTab(string Name, long Position, int Products);

/// <summary>Stock of one sku in this store as this terminal knows it.</summary>
/// <param name="OnHand">The hub's number in the replica; null when it keeps none.</param>
/// <param name="Available">On hand plus own movements that the replica doesn't include yet.</param>
/// <param name="AsOf">Hub time at which the replica was complete.</param>
public sealed record LocalStock(Sku Sku, Quantity Available, Quantity? OnHand, DateTimeOffset? AsOf);

/// <summary>Somebody who sells.</summary>
public sealed record StaffMember(string Id, string Name, string Role);
