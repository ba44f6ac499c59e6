namespace PosCloud.HubStorage.SqlServer;

/// <summary>
/// The statements that SQL Server words differently. An insert that meets its key takes the violation back instead of looking
/// first under a range lock: keys rise with time, so the range behind the last one is where every node inserts, and its lock
/// would let only one of them work.
/// </summary>
/// <remarks>
/// <c>XACT_ABORT</c> is off inside, or the violation would end the whole transaction; a parameterised statement is a scope of
/// its own, after which the session's setting is back.
/// </remarks>
internal static class SqlServerSql
{
    public static string SelectLocked(string columns, string table, string where, string? orderBy) =>
        $"SELECT {columns} FROM {table} WITH (UPDLOCK, ROWLOCK) WHERE {where}" + (orderBy is null ? "" : $" ORDER BY {orderBy}");

    public static string Upsert(string table, IReadOnlyList<string> columns, int keyLength)
    {
        if (columns.Count == keyLength) return InsertIfAbsent(table, columns, keyLength);
        var values = string.Join(", ", columns.Select((column, at) => $"{column} = @p{at}").Skip(keyLength));
        var update = $"UPDATE {table} SET {values} WHERE {KeyIs(columns, keyLength)}";
        return $"""
            SET XACT_ABORT OFF;
            {update};
            IF @@ROWCOUNT = 0
            BEGIN
                BEGIN TRY
                    {HubDatabase.Insert(table, columns)};
                END TRY
                BEGIN CATCH
                    IF ERROR_NUMBER() NOT IN (2601, 2627) THROW;
                    {update};
                    IF @@ROWCOUNT = 0 THROW;
                END CATCH
            END
            """;
    }

    public static string InsertIfAbsent(string table, IReadOnlyList<string> columns, int keyLength)
    {
        var known = $"SELECT 1 FROM {table} WHERE {KeyIs(columns, keyLength)}";
        var values = string.Join(", ", columns.Select((_, at) => "@p" + at));
        return $"""
            SET XACT_ABORT OFF;
            BEGIN TRY
                INSERT INTO {table} ({string.Join(", ", columns)}) SELECT {values} WHERE NOT EXISTS ({known});
            END TRY
            BEGIN CATCH
                IF ERROR_NUMBER() NOT IN (2601, 2627) OR NOT EXISTS ({known}) THROW;
            END CATCH
            """;
    }

    /// <param name="select">Has an ORDER BY, as every limited SELECT must.</param>
    public static string Limit(string select, string rows) => $"{select} OFFSET 0 ROWS FETCH NEXT {rows} ROWS ONLY";

    private static string KeyIs(IReadOnlyList<string> columns, int keyLength) =>
        string.Join(" AND ", columns.Take(keyLength).Select((column, at) => $"{column} = @p{at}"));
}
