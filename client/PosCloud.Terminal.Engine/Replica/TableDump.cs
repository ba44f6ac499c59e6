using Microsoft.Data.Sqlite;
using PosCloud.Protocol.Tables;
using PosCloud.Terminal.Engine.Files;

namespace PosCloud.Terminal.Engine.Replica;

/// <summary>Rows of a synced table as JSON lines in key order: the form the hub prints too, so both sides can be compared line by line.</summary>
internal static class TableDump
{
    public static List<string> Lines(SqliteConnection replica, SyncedTable table)
    {
        var columns = string.Join(", ", table.Columns.Select(c => c.Name));
        var keys = string.Join(", ", table.Columns.Take(table.KeyLength).Select(c => c.Name));
        return replica.List($"SELECT {columns} FROM {table.Name} ORDER BY {keys}", row => RowJson.Write(table, Values(row, table)));
    }

    /// <summary>Streams whose rows don't have the recorded count and checksum, or whose content doesn't have its recorded hash.</summary>
    public static List<string> Problems(SqliteConnection replica)
    {
        var sums = new Dictionary<string, (long Count, long Checksum)>(StringComparer.Ordinal);
        var problems = new List<string>();
        foreach (var table in PosCloud.Protocol.SyncedTables.All)
        {
            var columns = string.Join(", ", table.Columns.Select(c => c.Name));
            using var command = replica.Command($"SELECT {columns}, _stream, _seq, _hash FROM {table.Name}");
            using var row = command.ExecuteReader();
            while (row.Read())
            {
                var values = Values(row, table);
                var (stream, sequence, hash) = (row.GetString(table.Columns.Count), row.GetInt64(table.Columns.Count + 1), row.GetInt64(table.Columns.Count + 2));
                var key = RowJson.KeyOf(table, values);
                if (RowChecksum.HashOfContent(RowJson.Write(table, values)) != hash) problems.Add($"Row {key.Replace(RowJson.KeySeparator, '/')} of {table.Name} is not what the hub sent.");
                var (count, checksum) = sums.GetValueOrDefault(stream);
                sums[stream] = (count + 1, unchecked(checksum + RowChecksum.Of(table.Name, key, sequence, hash)));
            }
        }

        foreach (var (stream, count, checksum) in replica.List("SELECT stream, row_count, checksum FROM _head", row => (row.GetString(0), row.GetInt64(1), row.GetInt64(2))))
        {
            if (sums.GetValueOrDefault(stream) != (count, checksum)) problems.Add($"Stream {stream} doesn't add up to what the hub said.");
        }

        return problems;
    }

    private static object?[] Values(SqliteDataReader row, SyncedTable table)
    {
        var values = new object?[table.Columns.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = row.IsDBNull(i) ? null : table.Columns[i].Kind == ColumnKind.Text ? row.GetString(i) : row.GetInt64(i);
        }

        return values;
    }
}
