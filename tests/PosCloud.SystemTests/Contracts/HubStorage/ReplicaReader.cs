using PosCloud.Domain.Identity;
using PosCloud.Protocol;
using PosCloud.Protocol.Sync;
using PosCloud.Protocol.Tables;

namespace PosCloud.SystemTests.Contracts.HubStorage;

/// <summary>Applies pages of state the way a terminal does, in memory, and checks what the heads promise.</summary>
public sealed class ReplicaReader(TestHub hub, StoreId store)
{
    private Dictionary<(string Table, string Key), (string Stream, long Sequence, string Row)> _rows = [];

    public string? Cursor { get; private set; }

    public int Pages { get; private set; }

    public int Restarts { get; private set; }

    /// <summary>The row of a table by its key parts; null when there's none.</summary>
    public object?[]? Row(SyncedTable table, params string[] key) =>
        _rows.TryGetValue((table.Name, string.Join(RowJson.KeySeparator, key)), out var row) ? RowJson.Read(table, row.Row) : null;

    public IReadOnlyList<string> Lines(SyncedTable table) => [.. _rows.Where(r => r.Key.Table == table.Name).OrderBy(r => r.Key.Key, StringComparer.Ordinal).Select(r => r.Value.Row)];

    /// <summary>Reads pages until one is the last; <paramref name="between"/> runs after each page that isn't.</summary>
    public async Task PullAsync(Func<Task>? between = null)
    {
        var rows = new Dictionary<(string Table, string Key), (string Stream, long Sequence, string Row)>(_rows);
        string? next = null;
        while (true)
        {
            var answer = (await hub.Reader.ReadPageAsync(store, new StateRequest(Cursor, next), TestHub.Cancellation)).Answer;
            Pages++;
            if (answer.Restart)
            {
                rows.Clear();
                Restarts++;
            }

            foreach (var group in answer.Rows) Apply(rows, group);
            if (answer.Continue is null)
            {
                Check(rows, answer.Heads);
                _rows = rows;
                Cursor = answer.Cursor;
                return;
            }

            next = answer.Continue;
            if (between is not null) await between();
        }
    }

    private static void Apply(Dictionary<(string Table, string Key), (string Stream, long Sequence, string Row)> rows, StreamRows group)
    {
        var table = SyncedTables.Find(group.Table)!;
        foreach (var change in group.Changes)
        {
            if (change.Row is null) rows.Remove((group.Table, change.Key!));
            else rows[(group.Table, RowJson.KeyOf(table, RowJson.Read(table, change.Row.Text)))] = (group.Stream, change.Sequence, change.Row.Text);
        }
    }

    private static void Check(Dictionary<(string Table, string Key), (string Stream, long Sequence, string Row)> rows, IReadOnlyList<StreamHead> heads)
    {
        foreach (var head in heads)
        {
            var live = rows.Where(r => r.Value.Stream == head.Stream).ToList();
            Assert.Equal(head.RowCount, live.Count);
            Assert.Equal(head.Checksum, live.Aggregate(0L, (sum, r) => unchecked(sum + RowChecksum.Of(r.Key.Table, r.Key.Key, r.Value.Sequence, RowChecksum.HashOfContent(r.Value.Row)))));
        }
    }
}
