using PosCloud.Domain.Catalogue;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;

namespace PosCloud.Terminal.Engine.Replica;

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
