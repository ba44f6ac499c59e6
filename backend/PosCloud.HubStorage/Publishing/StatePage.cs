using System.Globalization;
using PosCloud.Protocol;
using PosCloud.Protocol.Sync;
using PosCloud.Protocol.Tables;

namespace PosCloud.HubStorage.Publishing;

/// <summary>Collects one page's rows within its limits.</summary>
internal sealed class StatePage(int maxRows, int maxBytes)
{
    private static readonly Dictionary<string, int> TableOrder =
        SyncedTables.All.Select((table, at) => (table.Name, at)).ToDictionary(t => t.Name, t => t.at, StringComparer.Ordinal);

    private readonly Dictionary<(string Stream, string Table), List<RowChange>> _rows = [];
    private readonly Dictionary<StreamName, long> _reached = [];
    private int _bytes;

    public int RowCount { get; private set; }

    /// <summary>True when something may be left to read.</summary>
    public bool IsFull { get; private set; }

    public IReadOnlyList<StreamRows> Rows =>
    [
        .. _rows.OrderBy(r => r.Key.Stream, StringComparer.Ordinal).ThenBy(r => TableOrder[r.Key.Table])
            .Select(r => new StreamRows(r.Key.Stream, r.Key.Table, r.Value)),
    ];

    /// <summary>Adds changes of a stream from a position on, until they end or the page is full.</summary>
    public async Task FillAsync(ReadSnapshot snapshot, StreamName stream, long after, CancellationToken cancellationToken)
    {
        var sql = snapshot.Database.Limit(
            "SELECT seq, tbl, pk, deleted, content FROM change WHERE stream = @p0 AND seq > @p1 ORDER BY seq",
            "@p2");
        await snapshot.EachAsync(
            sql,
            row =>
            {
                IsFull = RowCount >= maxRows || _bytes >= maxBytes;
                if (!IsFull) Add(stream, row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetBoolean(3) ? null : row.GetString(4));
                return !IsFull;
            },
            cancellationToken,
            stream.Value,
            after,
            maxRows - RowCount + 1L);
    }

    public StreamPosition PositionAfter(StreamName stream, StreamPosition before) =>
        _reached.TryGetValue(stream, out var reached) ? before with { Sequence = reached } : before;

    public static async Task<long> CountAsync(ReadSnapshot snapshot, StreamName stream, long after, CancellationToken cancellationToken)
    {
        var count = await snapshot.QueryAsync(
            "SELECT CAST(COUNT(*) AS BIGINT) FROM change WHERE stream = @p0 AND seq > @p1", row => row.GetInt64(0), cancellationToken, stream.Value, after);
        return count[0];
    }

    private void Add(StreamName stream, long sequence, string table, string key, string? content)
    {
        if (!_rows.TryGetValue((stream.Value, table), out var rows)) _rows.Add((stream.Value, table), rows = []);
        rows.Add(content is null ? new RowChange(sequence, key, null) : new RowChange(sequence, null, new RawJson(content)));
        _reached[stream] = sequence;
        _bytes += 24 + (content ?? key).Length;
        RowCount++;
    }
}
