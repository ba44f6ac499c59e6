using PosCloud.Terminal.Engine.Replica;

namespace PosCloud.Terminal.Catalogue;

/// <summary>One tile of the grid.</summary>
/// <param name="Tile">The product.</param>
/// <param name="Hue">1 to 6, the mark of its category.</param>
/// <param name="StockWords">Only when low, out or stale: "3 left at 12:01".</param>
public sealed record TileView(Tile Tile, int Hue, string? StockWords)
{
    /// <summary>Names from this many characters on are set in the small size, up to four lines.</summary>
    public const int LongName = 34;

    /// <summary>CSS class of the name.</summary>
    public string NameCss => Tile.Name.Length >= LongName ? "nm long" : "nm";
}
