using System.Text.Json;
using Microsoft.Data.Sqlite;
using PosCloud.Terminal.Engine.Files;

namespace PosCloud.Terminal.Engine.Replica;

/// <summary>Products as rows of the sell screen, before price and stock are known.</summary>
internal static class TileReader
{
    private const string Columns = "SELECT id, name, language, category, category_position, unit FROM product";

    // The index alone finds the page; only its rows are read.
    public static List<Tile> Page(SqliteConnection replica, string? category, int offset, int limit) => replica.List(
        $"""
         {Columns} JOIN (SELECT id AS found, position AS place FROM product WHERE active = 1 {(category is null ? "" : "AND category = $category")}
           ORDER BY position, id LIMIT $limit OFFSET $offset) ON found = id
         ORDER BY place, id
         """,
        Read, ("$category", category), ("$limit", limit), ("$offset", offset));

    /// <summary>The given products in the given order, without those of other categories.</summary>
    public static List<Tile> Of(SqliteConnection replica, IEnumerable<string> products, string? category, int offset, int limit) => replica.List(
        """
        SELECT p.id, p.name, p.language, p.category, p.category_position, p.unit FROM json_each($ids) j JOIN product p ON p.id = j.value AND p.active = 1
        WHERE $category IS NULL OR p.category = $category ORDER BY j.key LIMIT $limit OFFSET $offset
        """,
        Read, ("$ids", JsonSerializer.Serialize([.. products], EngineJson.Default.StringArray)), ("$category", category), ("$limit", limit), ("$offset", offset));

    private static Tile Read(SqliteDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.TextOrNull(2), row.GetString(3), row.GetInt64(4), GoodsReader.Unit(row.GetString(5)), null, 0, null, false, null);
}
