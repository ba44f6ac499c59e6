using Microsoft.Data.Sqlite;
using PosCloud.Domain.Catalogue;
using PosCloud.Terminal.Engine.Files;

namespace PosCloud.Terminal.Engine.Replica;

/// <summary>Products as rows of the sell screen, before price and stock are known.</summary>
internal static class TileReader
{
    private const string Columns = "SELECT id, name, language, category, category_position, unit FROM product";

    public static List<Tile> Page(SqliteConnection replica, string? category, int offset, int limit) => category is null
        ? replica.List($"{Columns} WHERE active = 1 ORDER BY position, id LIMIT $limit OFFSET $offset", Read, ("$limit", limit), ("$offset", offset))
        : replica.List(
            $"{Columns} WHERE active = 1 AND category = $category ORDER BY position, id LIMIT $limit OFFSET $offset",
            Read, ("$category", category), ("$limit", limit), ("$offset", offset));

    public static List<Tile> Of(SqliteConnection replica, IEnumerable<string> products, string? category) => products
        .SelectMany(product => replica.List($"{Columns} WHERE id = $id AND active = 1", Read, ("$id", product)))
        .Where(tile => category is null || tile.Category == category)
        .ToList();

    public static UnitOfSale Unit(string word) => word == "kg" ? UnitOfSale.Kilogram : UnitOfSale.Piece;

    private static Tile Read(SqliteDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.TextOrNull(2), row.GetString(3), row.GetInt64(4), Unit(row.GetString(5)), null, 0, null, false, null);
}
