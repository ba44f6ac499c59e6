using System.Globalization;
using PosCloud.Domain.Identity;
using PosCloud.Protocol.Sync;

namespace PosCloud.Terminal.Engine.Journal;

/// <summary>
/// Remembers what the hub says of its newest verified backup, and when it said so: in hub time, because the device's own
/// clock may be set to anything. A new history of the hub begins with nothing.
/// </summary>
internal sealed class JournalKeeping(TerminalJournal journal)
{
    private static readonly TimeSpan BetweenMarks = TimeSpan.FromHours(20);

    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IReadOnlyList<EpochPosition>? _last;
    private DateTimeOffset? _markedAt;
    private DateTimeOffset? _hubNow;
    private int _holds;

    /// <summary>Hub time as it was in the newest answer of this run; null before there was one.</summary>
    public DateTimeOffset? HubNow
    {
        get
        {
            lock (_gate) return _hubNow;
        }
    }

    /// <summary>Ends with the first answer of this run.</summary>
    public Task Answered => _answered.Task;

    /// <summary>Nothing is deleted until the answer is disposed: somebody reads the journal page by page.</summary>
    public IDisposable Hold()
    {
        lock (_gate) _holds++;
        return new Held(this);
    }

    /// <summary>Does it, unless somebody holds the journal as it is.</summary>
    public T Unless<T>(T held, Func<T> work)
    {
        lock (_gate) return _holds > 0 ? held : work();
    }

    /// <summary>
    /// Takes the hub's word where its chain hash is this journal's own: only then does the backup have these facts and not
    /// those of a copy of this device.
    /// </summary>
    /// <param name="ends">As in the answer; null when no verified backup has anything of this journal.</param>
    public void Told(IReadOnlyList<EpochPosition>? ends, DateTimeOffset hubTime)
    {
        lock (_gate)
        {
            _hubNow = hubTime;
            _answered.TrySetResult();
            if (journal.Format < JournalSchema.Compactable || journal.IsDiskFull) return;
            var isSame = _last is not null && _last.SequenceEqual(ends ?? []);
            if (isSame && _markedAt is { } marked && (hubTime - marked).Duration() < BetweenMarks && IsFloorTold()) return;
            var own = Own(ends ?? []);
            journal.Write(session => Keep(session, own, hubTime));
            (_last, _markedAt) = (ends ?? [], hubTime);
        }
    }

    /// <summary>How far an epoch is in the hub's newest verified backup.</summary>
    public static JournalSequence Durable(JournalState state, JournalEpoch epoch) =>
        long.TryParse(state.Get(JournalMeta.Durable + epoch.Value), NumberStyles.None, CultureInfo.InvariantCulture, out var through)
            ? new JournalSequence(through)
            : JournalSequence.None;

    /// <summary>A new history of the hub: what its backups of before hold may not be in those of now.</summary>
    public void Forget(JournalSession session)
    {
        foreach (var line in session.Sql.List("SELECT epoch FROM journal_epoch", row => row.GetString(0))) session.Set(JournalMeta.Durable + line, null);
        if (journal.Format >= JournalSchema.Compactable) session.Sql.Run("DELETE FROM durable_mark");
        _last = null;
    }

    private void Release()
    {
        lock (_gate) _holds--;
    }

    private bool IsFloorTold() => journal.State.Get(JournalMeta.FloorsTold) == journal.State.Get(JournalMeta.HubEpoch);

    private Dictionary<string, long> Own(IReadOnlyList<EpochPosition> ends) => journal.Read(connection => ends
        .Where(end => end is { Epoch.Value: not null } && end.Sequence != JournalSequence.None && FactRows.ChainAt(connection, end.Epoch, end.Sequence) == end.ChainHash)
        .GroupBy(end => end.Epoch.Value, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Max(end => end.Sequence.Value), StringComparer.Ordinal));

    private static void Keep(JournalSession session, Dictionary<string, long> own, DateTimeOffset hubTime)
    {
        // An answer in the present history has come, so the request before it was heard.
        session.Set(JournalMeta.FloorsTold, session.Sql.Scalar("SELECT value FROM meta WHERE key = $key", ("$key", JournalMeta.HubEpoch)) as string);
        foreach (var epoch in session.Sql.List("SELECT epoch FROM journal_epoch", row => row.GetString(0)))
        {
            var through = own.TryGetValue(epoch, out var found) ? found : 0;
            session.Set(JournalMeta.Durable + epoch, through == 0 ? null : through.ToString(CultureInfo.InvariantCulture));
            if (through > 0) Mark(session, epoch, through, hubTime.ToUnixTimeMilliseconds());
        }
    }

    /// <summary>One a day is enough: a newer one only waits for the next.</summary>
    private static void Mark(JournalSession session, string epoch, long through, long hubTime)
    {
        var last = session.Sql.List(
            "SELECT sequence, hub_time FROM durable_mark WHERE epoch = $epoch ORDER BY sequence DESC LIMIT 1", row => (Sequence: row.GetInt64(0), At: row.GetInt64(1)),
            ("$epoch", epoch));
        if (last is [var mark] && (mark.Sequence >= through || Math.Abs(hubTime - mark.At) < (long)BetweenMarks.TotalMilliseconds)) return;
        session.Sql.Run(
            "INSERT INTO durable_mark(epoch, sequence, hub_time) VALUES ($epoch, $sequence, $at) ON CONFLICT DO NOTHING",
            ("$epoch", epoch), ("$sequence", through), ("$at", hubTime));
    }

    private sealed class Held(JournalKeeping keeping) : IDisposable
    {
        private bool _released;

        public void Dispose()
        {
            if (_released) return;
            _released = true;
            keeping.Release();
        }
    }
}
