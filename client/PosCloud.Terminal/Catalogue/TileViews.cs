using PosCloud.Terminal.Engine.Replica;
using PosCloud.Terminal.Text;

namespace PosCloud.Terminal.Catalogue;

/// <summary>Turns the catalogue's tiles and variants into what the screen shows.</summary>
public static class TileViews
{
    /// <summary>Number of category marks there are.</summary>
    public const int Hues = 6;

    /// <param name="staleSince">Time of the stock when it's too old to be taken for now, else null.</param>
    public static TileView Of(Tile tile, int hue, DateTimeOffset? staleSince, StoreFormats formats)
    {
        ArgumentNullException.ThrowIfNull(tile);
        var words = tile.Variants == 1 && StockWords.IsLow(tile.Available)
            ? StockWords.Of(tile.Available, tile.Unit, staleSince, formats)
            : null;
        return new TileView(tile, hue, words);
    }

    public static VariantView Of(CatalogueItem item, DateTimeOffset? staleSince, StoreFormats formats)
    {
        ArgumentNullException.ThrowIfNull(item);
        var low = StockWords.IsLow(item.Available);
        return new VariantView(
            item.Sku, item.SkuShown, item.Options ?? item.SkuShown, item.Price,
            StockWords.Of(item.Available, item.Unit, low ? staleSince : null, formats), low);
    }

    /// <summary>1 to 6, from the order of the categories.</summary>
    public static int Hue(int index) => (index % Hues) + 1;
}
