using PosCloud.Grains.Contracts.Terminals;

namespace PosCloud.Grains.Terminals;

/// <summary>One terminal's day: its syncs, what they carried and the stretches of its status. Starts anew at the store's midnight.</summary>
public sealed class TerminalDay
{
    public const int MaxSessionsShown = 50;

    /// <summary>Ticks on the timeline; beyond it the older half is thinned out.</summary>
    private const int MaxTicks = 1_000;

    private readonly LinkedList<SyncSession> _sessions = new();
    private readonly List<DateTimeOffset> _ticks = [];
    private readonly Dictionary<string, (long Up, long Down)> _rows = new(StringComparer.Ordinal);

    public TerminalTimeline Timeline { get; } = new();

    public IReadOnlyList<SyncSession> NewestSessions => [.. _sessions];

    public IReadOnlyList<DateTimeOffset> Ticks => _ticks;

    public int Sessions { get; private set; }

    public long FactsUp { get; private set; }

    public long RowsDown { get; private set; }

    public long BytesUp { get; private set; }

    public long BytesDown { get; private set; }

    public IReadOnlyList<TableRows> RowsPerTable =>
        [.. _rows.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => new TableRows(r.Key, r.Value.Up, r.Value.Down))];

    public void Synced(StoredSession stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        var session = stored.Session;
        _sessions.AddFirst(session);
        if (_sessions.Count > MaxSessionsShown) _sessions.RemoveLast();
        if (_ticks.Count == MaxTicks) _ticks.RemoveRange(0, MaxTicks / 2);
        _ticks.Add(session.At);
        Sessions++;
        FactsUp += session.FactsUp;
        RowsDown += session.RowsDown.Sum(r => r.Down);
        BytesUp += session.BytesUp;
        BytesDown += session.BytesDown;
        foreach (var table in session.RowsDown) Count(table.Table, 0, table.Down);
        if (stored.OrdersUp > 0) Count("sales_order", stored.OrdersUp, 0);
        if (stored.OfflineSince is { } since && since < session.At) Timeline.OutageEnded(since, session.At, stored.OrdersUp);
    }

    private void Count(string table, long up, long down)
    {
        var before = _rows.GetValueOrDefault(table);
        _rows[table] = (before.Up + up, before.Down + down);
    }
}
