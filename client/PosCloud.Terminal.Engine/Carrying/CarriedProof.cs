using Microsoft.Data.Sqlite;
using PosCloud.Domain.Identity;
using PosCloud.Protocol;
using PosCloud.Protocol.Carrying;
using PosCloud.Protocol.Sync;
using PosCloud.Protocol.Tables;
using PosCloud.Terminal.Engine.Files;
using PosCloud.Terminal.Engine.Replica;

namespace PosCloud.Terminal.Engine.Carrying;

/// <summary>
/// Checks, inside the engine's transaction, that the rows it brought are the hub's: each touched row against the hash that
/// came with its change, each stream against its row count and checksum. Then gives the rows their bookkeeping.
/// </summary>
internal sealed class CarriedProof(SqliteConnection connection, StoreId store)
{
    private readonly Dictionary<string, StreamSum> _sums = new(StringComparer.Ordinal);
    private readonly HashSet<string> _streams = new(StringComparer.Ordinal);

    public long Rows { get; private set; }

    /// <summary>Streams in which something changed.</summary>
    public IReadOnlyCollection<string> Streams => _streams;

    /// <returns>Null when the rows are proved, else what differs.</returns>
    public string? Apply(SearchIndexer search)
    {
        foreach (var head in CarriedReplica.Heads(connection)) _sums[head.Stream] = new StreamSum(head.RowCount, head.Checksum);
        foreach (var touched in Touched())
        {
            if (Take(touched, search) is { } problem) return problem;
        }

        connection.Run("DELETE FROM _touched");
        DropLeft();
        return Settle();
    }

    private string? Take(TouchedRow touched, SearchIndexer search)
    {
        if (SyncedTables.Find(touched.Table) is not { } table) return $"The hub sent a change of an unknown table {touched.Table}.";
        if (!_sums.TryGetValue(touched.Stream, out var sum)) _sums[touched.Stream] = sum = new StreamSum(0, 0);
        sum.Remove(table, touched.Key, touched.Old);
        var key = RowKey.Values(table, touched.Key);
        search.Touch(table, key);
        if (touched.New is { } added) sum.Add(table, touched.Key, added.Sequence, added.Hash);
        if (touched.Old != touched.New)
        {
            Rows++;
            _streams.Add(touched.Stream);
        }

        var row = Find(table, key);
        if (touched.New is null && row is not null && Leaves(table)) Mark(table, key, touched.Stream, (0, 0));
        if (touched.New is not { } live) return row is null || Leaves(table) ? null : $"A row of {table.Name} is still there though the hub deleted it.";
        if (row is null) return $"A row of {table.Name} is missing.";
        if (RowChecksum.HashOfContent(RowJson.Write(table, row)) != live.Hash) return $"A row of {table.Name} isn't what the hub has.";
        Mark(table, key, touched.Stream, live);
        return null;
    }

    /// <summary>
    /// Rows with a term leave their stream when they're old but stay in the hub's tables, which is what the engine reads. Here
    /// they go: a row that has left has lost its change, or never brought one.
    /// </summary>
    private void DropLeft()
    {
        foreach (var table in SyncedTables.All.Where(Leaves)) connection.Run($"DELETE FROM {table.Name} WHERE _seq = 0");
    }

    private static bool Leaves(SyncedTable table) => table.RetentionDays > 0;

    /// <summary>Compares every stream with the hub's head and keeps the heads.</summary>
    private string? Settle()
    {
        var heads = connection.List(
            $"SELECT stream, seq, row_count, checksum FROM {CarriedScopes.Head}",
            row => new StreamHead(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)));
        foreach (var name in StreamName.OfTerminalIn(store).Select(stream => stream.Value))
        {
            var head = heads.Find(h => h.Stream == name) ?? new StreamHead(name, 0, 0, 0);
            var sum = _sums.GetValueOrDefault(name) ?? new StreamSum(0, 0);
            if (sum.Count != head.RowCount || sum.Checksum != head.Checksum) return $"The replica differs from the hub in stream {name}; it's fetched again.";
            connection.Run(
                """
                INSERT INTO _head(stream, sequence, row_count, checksum) VALUES ($stream, $sequence, $count, $checksum)
                ON CONFLICT(stream) DO UPDATE SET sequence = $sequence, row_count = $count, checksum = $checksum
                """,
                ("$stream", name), ("$sequence", head.Sequence), ("$count", head.RowCount), ("$checksum", head.Checksum));
        }

        return heads.Exists(head => StreamName.OfTerminalIn(store).All(own => own.Value != head.Stream)) ? "The hub sent a stream of another store." : null;
    }

    private List<TouchedRow> Touched() => connection.List(
        $"""
        SELECT t.stream, t.tbl, t.pk, t.seq, t.deleted, t.row_hash, c.seq, c.deleted, c.row_hash
        FROM _touched t LEFT JOIN {CarriedScopes.Change} c ON c.stream = t.stream AND c.tbl = t.tbl AND c.pk = t.pk
        """,
        row => new TouchedRow(row.GetString(0), row.GetString(1), row.GetString(2), Version(row, 3), Version(row, 6)));

    private static (long Sequence, long Hash)? Version(SqliteDataReader row, int column) =>
        row.IsDBNull(column) || row.GetInt64(column + 1) != 0 ? null : (row.GetInt64(column), row.GetInt64(column + 2));

    private object?[]? Find(SyncedTable table, object?[] key)
    {
        var columns = string.Join(", ", table.Columns.Select(c => c.Name));
        using var command = Command($"SELECT {columns} FROM {table.Name} WHERE {Match(table)}", key);
        using var reader = command.ExecuteReader();
        if (!reader.Read()) return null;
        var values = new object?[table.Columns.Count];
        for (var i = 0; i < values.Length; i++) values[i] = reader.IsDBNull(i) ? null : table.Columns[i].Kind == ColumnKind.Text ? reader.GetString(i) : reader.GetInt64(i);
        return values;
    }

    private void Mark(SyncedTable table, object?[] key, string stream, (long Sequence, long Hash) version)
    {
        using var command = Command($"UPDATE {table.Name} SET _stream = $stream, _seq = $seq, _hash = $hash WHERE {Match(table)}", key);
        command.Parameters.AddWithValue("$stream", stream);
        command.Parameters.AddWithValue("$seq", version.Sequence);
        command.Parameters.AddWithValue("$hash", version.Hash);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, object?[] key)
    {
        var command = connection.Command(sql);
        for (var i = 0; i < key.Length; i++) command.Parameters.AddWithValue("$k" + i.ToString(System.Globalization.CultureInfo.InvariantCulture), key[i]);
        return command;
    }

    private static string Match(SyncedTable table) => string.Join(" AND ", table.Columns.Take(table.KeyLength).Select((c, i) => $"{c.Name} = $k{i}"));

    /// <param name="Old">What stood there before; null for nothing or a deleted row.</param>
    /// <param name="New">What stands there now.</param>
    private sealed record TouchedRow(string Stream, string Table, string Key, (long Sequence, long Hash)? Old, (long Sequence, long Hash)? New);
}
