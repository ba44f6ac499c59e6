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
        // What a terminal has: rows whose term is over are only on the hub.
        var shown = table.RetentionDays > 0 ? await PublishedAsync(snapshot, table, store, cancellationToken) : null;
        await foreach (var values in RowsAsync(snapshot, table, store, cancellationToken))
        {
            if (shown is null || shown.Contains(RowJson.KeyOf(table, values))) yield return RowJson.Write(table, values);
        }
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

    private static async Task<HashSet<string>> PublishedAsync(ReadSnapshot snapshot, SyncedTable table, StoreId? store, CancellationToken cancellationToken)
    {
        const string Live = "SELECT pk FROM change WHERE tbl = @p0 AND content IS NOT NULL";
        var keys = store is { } one
            ? await snapshot.QueryAsync(Live + " AND stream = @p1", row => row.GetString(0), cancellationToken, table.Name, StreamName.Of(table, one).Value)
            : await snapshot.QueryAsync(Live, row => row.GetString(0), cancellationToken, table.Name);
        return keys.ToHashSet(StringComparer.Ordinal);
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
