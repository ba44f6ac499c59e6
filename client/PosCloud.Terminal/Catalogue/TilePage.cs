namespace PosCloud.Terminal.Catalogue;

/// <summary>A part of the tiles.</summary>
/// <param name="Tiles">Those asked for.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record TilePage(IReadOnlyList<TileView> Tiles, int Total)
{
    public static TilePage Empty { get; } = new([], 0);
}
