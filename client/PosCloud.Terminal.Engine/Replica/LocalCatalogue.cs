using Microsoft.Data.Sqlite;
using PosCloud.Domain.Catalogue;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Protocol.Bootstrap;
using PosCloud.Terminal.Engine.Files;
using PosCloud.Terminal.Engine.Journal;

namespace PosCloud.Terminal.Engine.Replica;

/// <summary>
/// The goods as this terminal may sell them now, read from the replica: never from the network. Everything answers
/// (empty) when no replica can be read.
/// </summary>
public sealed class LocalCatalogue
{
    /// <summary>A search stops here; nobody looks through more.</summary>
    private const int MaxFound = 600;

    private readonly ReplicaStore _replica;
    private readonly TerminalJournal _journal;
    private readonly LocalStockReader _stock;
    private volatile KnownCategories? _categories;

    internal LocalCatalogue(ReplicaStore replica, TerminalJournal journal)
    {
        (_replica, _journal) = (replica, journal);
        _stock = new LocalStockReader(replica, journal);
    }

    /// <summary>Number of products that can be sold.</summary>
    public long Products => _replica.Read(replica => replica.Number("SELECT COUNT(*) FROM product WHERE active = 1"), 0);

    /// <summary>Hub time at which prices and stock were complete; null before the first sync.</summary>
    public DateTimeOffset? AsOf => _replica.State?.AsOf;

    /// <summary>The sku with this barcode, or whose code this is; null when there is neither. Inactive goods are still found.</summary>
    public CatalogueItem? Find(string code)
    {
        if (Barcode.TryParse(code, out var barcode) && Items(replica => GoodsReader.ByBarcode(replica, Now, barcode)) is [var scanned, ..]) return scanned;
        return Sku.TryParse(code, out var sku) ? Find(sku) : null;
    }

    public CatalogueItem? Find(Sku sku) => Items(replica => GoodsReader.BySku(replica, Now, sku)).FirstOrDefault();

    /// <summary>Skus with a word that begins with each word of the text, in any language, without regard to case and accents.</summary>
    public IReadOnlyList<CatalogueItem> Search(string text, int limit = 50)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Items(replica => GoodsReader.BySkus(replica, Now, SearchIds(replica, text, limit).Select(found => found.Sku)));
    }

    /// <summary>The tiles of a search, or of a category (null: all), in the shop's order.</summary>
    public IReadOnlyList<Tile> Tiles(string? category = null, string? search = null, int offset = 0, int limit = 60) =>
        _stock.Tiles(Now, replica => string.IsNullOrWhiteSpace(search)
            ? TileReader.Page(replica, category, offset, limit)
            : TileReader.Of(replica, SearchIds(replica, search, MaxFound).Select(found => found.Product).Distinct(), category, offset, limit));

    /// <summary>Tiles that <see cref="Tiles"/> has for the category, for a scroll bar.</summary>
    public int CountTiles(string? category = null) => (int)_replica.Read(
        replica => category is null
            ? replica.Number("SELECT COUNT(*) FROM product WHERE active = 1")
            : replica.Number("SELECT COUNT(*) FROM product WHERE active = 1 AND category = $category", ("$category", category)),
        0);

    public IReadOnlyList<CategoryTab> Categories()
    {
        var state = _replica.State;
        if (_categories is { } known && ReferenceEquals(known.Of, state)) return known.Tabs;
        var tabs = _replica.Read(
            replica => replica.List(
                "SELECT category, MIN(category_position), COUNT(*) FROM product WHERE active = 1 GROUP BY category ORDER BY 2, 1",
                row => new CategoryTab(row.GetString(0), row.GetInt64(1), row.GetInt32(2))),
            []);
        _categories = new KnownCategories(state, tabs);
        return tabs;
    }

    /// <summary>The variants of a product with price and local stock, for the picker.</summary>
    public IReadOnlyList<CatalogueItem> Variants(string product) => Items(replica => GoodsReader.OfProducts(replica, Now, [product]));

    /// <summary>Local stock of a sku. Exact at every moment, also while a sync is applied.</summary>
    public LocalStock Stock(Sku sku) => _stock.Of(_journal.Profile.Store, sku);

    /// <summary>People who may sell in this store, by name.</summary>
    public IReadOnlyList<StaffMember> Staff() => _replica.Read(
        replica => replica.List(
            "SELECT id, name, role FROM staff WHERE store = $store AND active = 1 ORDER BY name, id",
            row => new StaffMember(row.GetString(0), row.GetString(1), row.GetString(2)), ("$store", _journal.Profile.Store.Value)),
        []);

    private PriceMoment Now => new(_journal.Profile.Store, _journal.Profile.Currency, _journal.Clock.EstimatedHubTime);

    private List<CatalogueItem> Items(Func<SqliteConnection, List<CatalogueItem>> read) => _stock.Items(_journal.Profile.Store, read);

    private static List<(string Sku, string Product)> SearchIds(SqliteConnection replica, string text, int limit) =>
        SearchText.Query(text) is { } query
            ? replica.List(
                """
                SELECT r.sku, r.product FROM (SELECT rowid AS id FROM _search WHERE _search MATCH $query ORDER BY rowid LIMIT $limit) AS hit
                JOIN _search_row r ON r.id = hit.id ORDER BY r.id
                """,
                row => (row.GetString(0), row.GetString(1)), ("$query", query), ("$limit", limit))
            : [];

    /// <param name="Of">The state they were read from; another one after every sync.</param>
    private sealed record KnownCategories(ReplicaState? Of, List<CategoryTab> Tabs);
}
