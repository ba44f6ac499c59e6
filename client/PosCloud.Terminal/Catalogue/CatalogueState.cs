using PosCloud.Domain.Catalogue;
using PosCloud.Domain.Identity;
using PosCloud.Terminal.Engine;
using PosCloud.Terminal.Engine.Replica;
using PosCloud.Terminal.Engine.Sync;
using PosCloud.Terminal.Text;

namespace PosCloud.Terminal.Catalogue;

/// <summary>What part of the catalogue a page shows: a category, or what a search found.</summary>
public sealed class CatalogueState(TerminalEngine engine, TimeProvider clock)
{
    /// <summary>Most products a search shows; more words find fewer.</summary>
    public const int MostFound = 200;

    // Data older than this isn't taken for now any more: a push or a poll would have come.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(2);
    private IReadOnlyList<CategoryTab> _categories = [];
    private IReadOnlyList<Tile> _found = [];

    /// <summary>Words searched for; empty shows the category.</summary>
    public string Search { get; private set; } = "";

    /// <summary>Category shown; null is all of them.</summary>
    public string? Category { get; private set; }

    /// <summary>Categories in the order of the shop.</summary>
    public IReadOnlyList<CategoryTab> Categories => _categories;

    /// <summary>Time of the data when it's too old to be taken for now, else null.</summary>
    public DateTimeOffset? StaleSince => engine.Catalogue.AsOf is { } at && (!HasLine || clock.GetUtcNow() - at > Fresh) ? at : null;

    // Without a line nothing can be known of what others sell, however young the data is.
    private bool HasLine => engine.Sync.Connectivity.Kind is ConnectivityKind.Online or ConnectivityKind.Syncing;

    /// <summary>Reads the categories again, after goods changed.</summary>
    public void Reload()
    {
        _categories = engine.Catalogue.Categories();
        if (Category is not null && _categories.All(category => category.Name != Category))
        {
            Category = null;
        }

        Find();
    }

    public void Choose(string? category)
    {
        Category = category;
        Find();
    }

    public void SearchFor(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Search = text.Trim();
        Find();
    }

    /// <summary>Tiles from an offset; what is in sight only.</summary>
    public TilePage Page(int offset, int limit, StoreFormats formats)
    {
        var stale = StaleSince;
        var (tiles, total) = Search.Length > 0
            ? (_found.Skip(offset).Take(limit).ToList(), _found.Count)
            : (engine.Catalogue.Tiles(Category, null, offset, limit), engine.Catalogue.CountTiles(Category));
        return new TilePage([.. tiles.Select(tile => TileViews.Of(tile, HueOf(tile.Category), stale, formats))], total);
    }

    public IReadOnlyList<VariantView> Variants(string product, StoreFormats formats)
    {
        var stale = StaleSince;
        return [.. engine.Catalogue.Variants(product).Select(item => TileViews.Of(item, stale, formats))];
    }

    /// <summary>Local stock of one sku in words; null when the hub keeps none.</summary>
    public string? StockOf(Sku sku, UnitOfSale unit, StoreFormats formats)
    {
        var stock = engine.Catalogue.Stock(sku);
        return stock.OnHand is null ? null : StockWords.Of(stock.Available, unit, StaleSince, formats);
    }

    private int HueOf(string category)
    {
        for (var i = 0; i < _categories.Count; i++)
        {
            if (_categories[i].Name == category)
            {
                return TileViews.Hue(i);
            }
        }

        return 1;
    }

    private void Find() => _found = Search.Length > 0 ? engine.Catalogue.Tiles(Category, Search, 0, MostFound) : [];
}
