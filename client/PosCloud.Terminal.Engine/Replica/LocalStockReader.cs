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

    public List<CatalogueItem> WithPriceAndStock(
        StoreId store, Currency currency, DateTimeOffset at, Func<SqliteConnection, List<CatalogueItem>> items)
    {
        var (found, onHand, applied) = replica.Read(
            connection =>
            {
                var list = items(connection);
                var stock = new Dictionary<Sku, Quantity>(list.Count);
                for (var i = 0; i < list.Count; i++)
                {
                    if (OnHand(connection, store, list[i].Sku) is { } quantity) stock[list[i].Sku] = quantity;
                    if (PriceReader.At(connection, store, currency, list[i].Sku, at) is { } price) list[i] = list[i] with { Price = price.Amount, PriceVersion = price.Version };
                }

                return (list, stock, Applied(connection, store));
            },
            ([], [], []));
        if (onHand.Count == 0) return found;
        var available = _own.Available(store, applied, onHand);
        return found.ConvertAll(item => available.TryGetValue(item.Sku, out var quantity) ? item with { Available = quantity } : item);
    }

    public List<Tile> Tiles(StoreId store, Currency currency, DateTimeOffset at, Func<SqliteConnection, List<Tile>> page)
    {
        var (tiles, skus, onHand, applied) = replica.Read(
            connection =>
            {
                var list = page(connection);
                var variants = new List<List<Sku>>(list.Count);
                var stock = new Dictionary<Sku, Quantity>(list.Count);
                for (var i = 0; i < list.Count; i++)
                {
                    var of = connection.List(
                        "SELECT sku FROM variant WHERE product = $product AND active = 1 ORDER BY position", row => Sku.Parse(row.GetString(0)),
                        ("$product", list[i].Product));
                    variants.Add(of);
                    foreach (var sku in of)
                    {
                        if (OnHand(connection, store, sku) is { } quantity) stock[sku] = quantity;
                    }

                    list[i] = Priced(list[i], of, sku => PriceReader.At(connection, store, currency, sku, at)?.Amount);
                }

                return (list, variants, stock, Applied(connection, store));
            },
            ([], [], [], []));
        if (onHand.Count == 0) return tiles;
        var available = _own.Available(store, applied, onHand);
        for (var i = 0; i < tiles.Count; i++)
        {
            var known = skus[i].Where(available.ContainsKey).ToList();
            if (known.Count > 0) tiles[i] = tiles[i] with { Available = known.Aggregate(Quantity.Zero, (sum, sku) => sum + available[sku]) };
        }

        return tiles;
    }

    private static Tile Priced(Tile tile, List<Sku> variants, Func<Sku, Money?> priceOf)
    {
        var prices = variants.Select(priceOf).OfType<Money>().Distinct().Order().ToList();
        return tile with
        {
            Sku = variants.Count == 1 ? variants[0] : null,
            Variants = variants.Count,
            Price = prices.Count > 0 ? prices[0] : null,
            HasSeveralPrices = prices.Count > 1,
        };
    }

    private static Quantity? OnHand(SqliteConnection connection, StoreId store, Sku sku) =>
        connection.Scalar("SELECT on_hand FROM stock WHERE store = $store AND sku = $sku", ("$store", store.Value), ("$sku", sku.Value)) is long thousandths
            ? new Quantity(thousandths)
            : null;

    private List<AppliedRow> Applied(SqliteConnection connection, StoreId store) =>
        journal.Identity is { } identity ? AppliedRows.Read(connection, store, identity.Terminal) : [];
}
