using System.Data.Common;
using System.Runtime.CompilerServices;
using PosCloud.Domain.Identity;
using PosCloud.Protocol.Tables;

namespace PosCloud.HubStorage.Verification;

/// <summary>Reads synced tables row by row.</summary>
public sealed class TableDump(HubDatabase database)
{
    /// <summary>Rows as JSON lines (<see cref="RowJson"/>) in key order, the same bytes as a terminal prints.</summary>
    /// <param name="store">Only rows of this store; null for all. Ignored for the catalogue, which all stores share.</param>
    public async IAsyncEnumerable<string> LinesAsync(SyncedTable table, StoreId? store, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        await foreach (var values in RowsAsync(snapshot, table, store, cancellationToken)) yield return RowJson.Write(table, values);
    }

    internal static async IAsyncEnumerable<object?[]> RowsAsync(
        ReadSnapshot snapshot, SyncedTable table, StoreId? store, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var columns = string.Join(", ", table.Columns.Select(c => c.Name));
        var key = string.Join(", ", table.Columns.Take(table.KeyLength).Select(c => c.Name));
        var ofStore = table.IsPerStore && store is not null;
        var where = ofStore ? " WHERE store = @p0" : "";
        await using var command = snapshot.Command($"SELECT {columns} FROM {table.Name}{where} ORDER BY {key}", ofStore ? [store!.Value.Value] : []);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) yield return Values(reader, table);
    }

    private static object?[] Values(DbDataReader reader, SyncedTable table)
    {
        var values = new object?[table.Columns.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (!reader.IsDBNull(i)) values[i] = table.Columns[i].Kind == ColumnKind.Text ? reader.GetString(i) : reader.GetInt64(i);
        }

        return values;
    }
}
