using System.Collections.Concurrent;
using PosCloud.Protocol.Tables;

namespace PosCloud.HubStorage.Publishing;

/// <summary>Statements that write one synced table, made from the manifest once.</summary>
internal sealed class SyncedTableSql
{
    private static readonly ConcurrentDictionary<(Type Database, string Table), SyncedTableSql> Known = new();

    private SyncedTableSql(HubDatabase database, SyncedTable table)
    {
        string[] columns = [.. table.Columns.Select(c => c.Name)];
        Insert = HubDatabase.Insert(table.Name, columns);
        Upsert = database.Upsert(table.Name, columns, table.KeyLength);
        Delete = $"DELETE FROM {table.Name} WHERE " + string.Join(" AND ", columns.Take(table.KeyLength).Select((c, i) => $"{c} = @p{i}"));
    }

    public string Insert { get; }

    public string Upsert { get; }

    public string Delete { get; }

    public static SyncedTableSql Of(HubDatabase database, SyncedTable table) =>
        Known.GetOrAdd((database.GetType(), table.Name), static (_, at) => new SyncedTableSql(at.database, at.table), (database, table));
}
