namespace PosCloud.HubStorage;

/// <summary>Statements in the words that SQLite and PostgreSQL share.</summary>
internal static class OnConflictSql
{
    public static string Upsert(string table, IReadOnlyList<string> columns, int keyLength)
    {
        var others = columns.Skip(keyLength).Select(c => $"{c} = excluded.{c}").ToList();
        var action = others.Count == 0 ? "NOTHING" : "UPDATE SET " + string.Join(", ", others);
        return $"{HubDatabase.Insert(table, columns)} ON CONFLICT ({string.Join(", ", columns.Take(keyLength))}) DO {action}";
    }

    public static string InsertIfAbsent(string table, IReadOnlyList<string> columns, int keyLength) =>
        $"{HubDatabase.Insert(table, columns)} ON CONFLICT ({string.Join(", ", columns.Take(keyLength))}) DO NOTHING";

    public static string Select(string columns, string table, string where, string? orderBy) =>
        $"SELECT {columns} FROM {table} WHERE {where}" + (orderBy is null ? "" : $" ORDER BY {orderBy}");
}
