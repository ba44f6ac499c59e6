using System.Globalization;
using Microsoft.Data.Sqlite;
using PosCloud.Terminal.Engine.Files;
using PosCloud.Terminal.Engine.Journal;
using PosCloud.Terminal.Engine.Telemetry;

namespace PosCloud.Terminal.Engine.Replica;

/// <summary>
/// The replica files: which one serves, how a new one takes its place, what happens when one is damaged. The pointer is
/// in the journal, so a crash at any moment leaves the old or the new file, never half of one.
/// </summary>
internal sealed class ReplicaStore : IDisposable
{
    private readonly DataFolder _folder;
    private readonly TerminalJournal _journal;
    private readonly Lock _gate = new();
    private volatile View? _current;

    public ReplicaStore(DataFolder folder, TerminalJournal journal)
    {
        (_folder, _journal) = (folder, journal);
        DeleteAllBut(n => n <= journal.State.ReplicaNumber);
        Serve(journal.State.ReplicaNumber);
    }

    /// <summary>The served replica was damaged; another one serves, or none until the next sync.</summary>
    public event Action? Damaged;

    /// <summary>The served replica's own description; null when there is none.</summary>
    public ReplicaState? State => _current?.State;

    public long Number => _current?.Number ?? 0;

    /// <summary>Queries one committed state of the served replica; <paramref name="none"/> when no replica can be read.</summary>
    public T Read<T>(Func<SqliteConnection, T> query, T none)
    {
        while (_current is { } view)
        {
            try
            {
                return view.Readers.Read(query);
            }
            catch (ObjectDisposedException) when (!ReferenceEquals(view, _current))
            {
                // The file was switched between looking and reading; the new one answers.
            }
            catch (SqliteException problem) when (problem.IsDamage())
            {
                FallBackFrom(view);
            }
        }

        return none;
    }

    /// <summary>
    /// Changes the served replica; null when there is none. The connection is kept for the next change: opening one costs
    /// more than most of what a sync brings.
    /// </summary>
    public ReplicaWriter? Write() => _current is { } view
        ? new ReplicaWriter(view.TakeWriter() ?? new ReplicaConnection(_folder.Replica(view.Number), FileUse.Replica), view.GiveBack)
        : null;

    /// <summary>Path of a file for a new replica; it serves nobody until <see cref="SwitchTo"/>.</summary>
    public (long Number, string Path) Reserve()
    {
        lock (_gate)
        {
            var number = Math.Max(Numbers().DefaultIfEmpty(0).Max(), _journal.State.ReplicaNumber) + 1;
            var path = _folder.Replica(number);
            SqliteFile.Delete(path);
            return (number, path);
        }
    }

    /// <summary>Path of the replica that serves now; null when there is none.</summary>
    public string? CurrentPath => _current is { } view ? _folder.Replica(view.Number) : null;

    /// <summary>Lets a complete, verified file serve; the one before is kept as the fallback.</summary>
    public void SwitchTo(long number, StoreProfile? profile)
    {
        lock (_gate)
        {
            _journal.Write(session =>
            {
                JournalSettings.SetReplicaNumber(session, number);
                if (profile is not null) JournalSettings.SetProfile(session, profile);
            });
            var before = Number;
            Serve(number);
            DeleteAllBut(n => n == number || n == before);
            _folder.DeleteFetched(except: null);
        }
    }

    /// <summary>This terminal works for another store now: what is here must not be shown any more, nor come back.</summary>
    public void Abandon()
    {
        lock (_gate)
        {
            _current?.Dispose();
            _current = null;
            DeleteAllBut(_ => false);
            _folder.DeleteFetched(except: null);
        }
    }

    /// <summary>Reads the description again after a delta was committed.</summary>
    public void Refresh(StoreProfile? profile)
    {
        lock (_gate)
        {
            if (_current is not { } view) return;
            view.State = view.Readers.Read(ReplicaState.Read);
            if (profile is not null && !JournalSettings.IsSameProfile(_journal.State, profile)) _journal.Write(session => JournalSettings.SetProfile(session, profile));
        }
    }

    /// <summary>True when every page of the served replica can be read; slow, for the background.</summary>
    public bool Check() => Read(connection => (connection.Scalar("PRAGMA quick_check(1)") as string) == "ok", true) || Discard();

    /// <summary>Gives up the served replica, so that the next sync builds a new one.</summary>
    public bool Discard()
    {
        if (_current is { } view) FallBackFrom(view);
        return false;
    }

    public void Dispose() => _current?.Dispose();

    private void Serve(long number)
    {
        for (var candidate = number; candidate > 0; candidate = Numbers().Where(n => n < candidate).DefaultIfEmpty(0).Max())
        {
            if (TryOpen(candidate) is not { } view) continue;
            var before = _current;
            _current = view;
            before?.Dispose();
            return;
        }

        _current?.Dispose();
        _current = null;
    }

    private View? TryOpen(long number)
    {
        var path = _folder.Replica(number);
        if (!File.Exists(path)) return null;
        var readers = new ReaderPool(path);
        try
        {
            // A move to another store may have been cut short before its old replica was deleted.
            if (readers.Read(ReplicaState.Read) is { } state && (_journal.Identity is not { } identity || state.Store == identity.Store.Value))
                return new View(number, readers) { State = state };
        }
        catch (SqliteException problem) when (problem.IsDamage() || problem.SqliteErrorCode == 1)
        {
            // Not readable, or without our tables: as good as missing.
        }

        readers.Dispose();
        return null;
    }

    private void FallBackFrom(View damaged)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(damaged, _current)) return;
            TerminalTelemetry.ReplicaRebuilds.Add(1);
            _current = null;
            damaged.Dispose();
            SqliteFile.Delete(_folder.Replica(damaged.Number));
            Serve(damaged.Number);
            if (!_journal.IsDiskFull) _journal.Write(session => JournalSettings.SetReplicaNumber(session, Math.Max(Number, 0)));
        }

        Damaged?.Invoke();
    }

    private void DeleteAllBut(Func<long, bool> keep)
    {
        foreach (var number in Numbers().Where(n => !keep(n)).ToList()) SqliteFile.Delete(_folder.Replica(number));
    }

    private IEnumerable<long> Numbers() => Directory.EnumerateFiles(_folder.Path, "replica-*.db")
        .Select(path => Path.GetFileNameWithoutExtension(path)["replica-".Length..])
        .Select(text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1)
        .Where(number => number > 0);

    private sealed class View(long number, ReaderPool readers) : IDisposable
    {
        private ReplicaConnection? _writer;
        private volatile bool _closed;

        public long Number { get; } = number;

        public ReaderPool Readers { get; } = readers;

        public ReplicaState? State { get; set; }

        public ReplicaConnection? TakeWriter() => Interlocked.Exchange(ref _writer, null);

        public void GiveBack(ReplicaConnection writer)
        {
            if (_closed || Interlocked.CompareExchange(ref _writer, writer, null) is not null) writer.Dispose();
            else if (_closed) TakeWriter()?.Dispose();
        }

        public void Dispose()
        {
            _closed = true;
            Readers.Dispose();
            TakeWriter()?.Dispose();
        }
    }
}
