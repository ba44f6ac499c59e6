using Microsoft.Data.Sqlite;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Terminal.Engine.Files;
using PosCloud.Terminal.Engine.Journal;

namespace PosCloud.Terminal.Engine.Replica;

/// <summary>
/// Joins what the replica says with what this terminal has done since. The replica's rows, on hand and
/// <c>terminal_applied</c> come from one read transaction; the journal is read after it (see <see cref="OwnMovements"/>).
/// </summary>
internal sealed class LocalStockReader(ReplicaStore replica, TerminalJournal journal)
{
    private readonly OwnMovements _own = new(journal);

    public LocalStock Of(StoreId store, Sku sku)
    {
        var (onHand, applied) = replica.Read(connection => (OnHand(connection, store, sku), Applied(connection, store)), (null, []));
        var available = _own.Available(store, applied, new Dictionary<Sku, Quantity> { [sku] = onHand ?? Quantity.Zero })[sku];
        return new LocalStock(sku, available, onHand, replica.State?.AsOf);
    }

    /// <summary>Goods whose <see cref="CatalogueItem.Available"/> is still the hub's on hand, made local.</summary>
    public List<CatalogueItem> Items(StoreId store, Func<SqliteConnection, List<CatalogueItem>> read)
    {
        var (items, applied) = replica.Read(connection => (read(connection), Applied(connection, store)), ([], []));
        return WithOwn(store, items, applied);
    }

    /// <summary>Tiles of a page, with price and stock of their variants.</summary>
    public List<Tile> Tiles(PriceMoment moment, Func<SqliteConnection, List<Tile>> page)
    {
        var (tiles, items, applied) = replica.Read(
            connection =>
            {
                var list = page(connection);
                return (list, GoodsReader.OfProducts(connection, moment, list.Select(tile => tile.Product)), Applied(connection, moment.Store));
            },
            ([], [], []));
        var variants = WithOwn(moment.Store, items, applied).ToLookup(item => item.Product);
        return tiles.ConvertAll(tile => Filled(tile, [.. variants[tile.Product]]));
    }

    private List<CatalogueItem> WithOwn(StoreId store, List<CatalogueItem> items, List<AppliedRow> applied)
    {
        var onHand = new Dictionary<Sku, Quantity>(items.Count);
        foreach (var item in items)
        {
            if (item.Available is { } quantity) onHand[item.Sku] = quantity;
        }

        if (onHand.Count == 0) return items;
        var available = _own.Available(store, applied, onHand);
        return items.ConvertAll(item => item.Available is null ? item : item with { Available = available[item.Sku] });
    }

    private static Tile Filled(Tile tile, List<CatalogueItem> variants)
    {
        var prices = variants.Select(item => item.Price).OfType<Money>().Distinct().Order().ToList();
        var known = variants.Select(item => item.Available).OfType<Quantity>().ToList();
        return tile with
        {
            Sku = variants.Count == 1 ? variants[0].Sku : null,
            Variants = variants.Count,
            Price = prices.Count > 0 ? prices[0] : null,
            HasSeveralPrices = prices.Count > 1,
            Available = known.Count > 0 ? known.Aggregate((sum, quantity) => sum + quantity) : null,
        };
    }

    private static Quantity? OnHand(SqliteConnection connection, StoreId store, Sku sku) =>
        connection.Scalar("SELECT on_hand FROM stock WHERE store = $store AND sku = $sku", ("$store", store.Value), ("$sku", sku.Value)) is long thousandths
            ? new Quantity(thousandths)
            : null;

    private List<AppliedRow> Applied(SqliteConnection connection, StoreId store) =>
        journal.Identity is { } identity ? AppliedRows.Read(connection, store, identity.Terminal) : [];
}
