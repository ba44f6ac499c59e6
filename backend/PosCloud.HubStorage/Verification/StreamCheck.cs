using PosCloud.Protocol;
using PosCloud.Protocol.Tables;

namespace PosCloud.HubStorage.Verification;

/// <summary>I3, the hub's half: the change rows equal the tables, and each stream's number, row count and checksum are right.</summary>
internal static class StreamCheck
{
    public static async Task RunAsync(ReadSnapshot snapshot, Findings findings, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<(string Table, string Key), long>();
        foreach (var table in SyncedTables.All)
        {
            await foreach (var values in TableDump.RowsAsync(snapshot, table, null, cancellationToken))
                rows[(table.Name, RowJson.KeyOf(table, values))] = RowChecksum.HashOfContent(RowJson.Write(table, values));
        }

        var sums = new Dictionary<string, (long Last, long Rows, long Checksum)>(StringComparer.Ordinal);
        await using (var command = snapshot.Command("SELECT stream, tbl, pk, seq, deleted, row_hash, content FROM change", []))
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var (stream, table, key, seq) = (reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3));
                var (last, count, checksum) = sums.GetValueOrDefault(stream);
                if (reader.GetBoolean(4))
                {
                    // A row whose term is over has left the stream, and the table keeps it.
                    if (SyncedTables.Find(table) is { RetentionDays: > 0 }) rows.Remove((table, key));
                    findings.Expect(!rows.ContainsKey((table, key)), $"I3: {stream} says {table} {Shown(key)} is deleted, and it isn't.");
                    sums[stream] = (Math.Max(last, seq), count, checksum);
                    continue;
                }

                var hash = RowChecksum.HashOfContent(reader.GetString(6));
                findings.Expect(hash == reader.GetInt64(5), $"I3: the hash of {table} {Shown(key)} in {stream} isn't that of its content.");
                findings.Expect(rows.Remove((table, key), out var real) && real == hash, $"I3: {table} {Shown(key)} in {stream} differs from the table.");
                sums[stream] = (Math.Max(last, seq), count + 1, unchecked(checksum + RowChecksum.Of(table, key, seq, hash)));
            }
        }

        await LeftRows.RemoveAsync(snapshot, rows, cancellationToken);
        foreach (var (table, key) in rows.Keys) findings.Add($"I3: {table} {Shown(key)} was never published.");
        await HeadsAsync(snapshot, findings, sums, cancellationToken);
    }

    private static async Task HeadsAsync(
        ReadSnapshot snapshot, Findings findings, Dictionary<string, (long Last, long Rows, long Checksum)> sums, CancellationToken cancellationToken)
    {
        var heads = await snapshot.QueryAsync(
            "SELECT stream, seq, row_count, checksum FROM stream_head",
            row => (Stream: row.GetString(0), Seq: row.GetInt64(1), Rows: row.GetInt64(2), Checksum: row.GetInt64(3)),
            cancellationToken);
        foreach (var head in heads)
        {
            sums.Remove(head.Stream, out var sum);
            findings.Expect(sum.Last <= head.Seq, $"I3: {head.Stream} is at {head.Seq} and has a change of number {sum.Last}.");
            findings.Expect(sum.Rows == head.Rows, $"I3: {head.Stream} has {sum.Rows} live rows, its head says {head.Rows}.");
            findings.Expect(sum.Checksum == head.Checksum, $"I3: the checksum of {head.Stream} is wrong.");
        }

        foreach (var stream in sums.Keys) findings.Add($"I3: {stream} has changes and no head.");
    }

    private static string Shown(string key) => key.Replace(RowJson.KeySeparator, ' ');
}
