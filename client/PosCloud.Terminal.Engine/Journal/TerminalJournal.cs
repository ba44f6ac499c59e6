using System.Text.Json;
using Microsoft.Data.Sqlite;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Terminal.Engine.Files;

namespace PosCloud.Terminal.Engine.Journal;

/// <summary>
/// The terminal's append-only log of facts with everything that must survive with it: identity, the open cart, parked
/// carts, print jobs, settings. The shop's money: never replaced, never rewritten, fully synced on each commit. Its oldest
/// facts are deleted when <see cref="JournalCompaction"/> finds that nothing and nobody needs them here.
/// </summary>
internal sealed class TerminalJournal : IDisposable
{
    private readonly JournalDatabase _database;
    private readonly TimeProvider _clock;
    private long _commits;

    private TerminalJournal(JournalDatabase database, TimeProvider clock)
    {
        (_database, _clock, Clock) = (database, clock, new HubClock(clock));
        Keeping = new JournalKeeping(this);
        _database.Write(transaction => State.Load(transaction));
        JournalHead.Check(this);
        Clock.Restore(JournalSettings.ClockOffset(State), JournalSettings.LastHubTime(State));
    }

    /// <summary>A fact was committed; raised outside the writer's lock, on the thread that wrote it.</summary>
    public event Action? Appended;

    /// <summary>The journal was found damaged.</summary>
    public event Action? Damaged;

    public JournalState State { get; } = new();

    public HubClock Clock { get; }

    /// <summary>What may be deleted, as the hub says.</summary>
    public JournalKeeping Keeping { get; }

    public TerminalIdentity? Identity => State.Identity;

    public StoreProfile Profile => State.Profile ?? StoreProfile.BeforeFirstSync(Identity?.Store ?? StoreId.Parse("S0"));

    /// <summary>Grows with every commit: what was computed from the journal holds while it stays the same.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    public bool IsDiskFull => _database.IsDiskFull;

    /// <inheritdoc cref="JournalDatabase.Format"/>
    public long Format => _database.Format;

    /// <inheritdoc cref="JournalDatabase.UpgradeProblem"/>
    public string? UpgradeProblem => _database.UpgradeProblem;

    /// <summary>Creates empty read models of this journal's format in another database.</summary>
    public void CreateForRebuild(SqliteConnection connection) => JournalSchema.CreateForRebuild(connection, Format, _database.Migrations);

    /// <summary>What was found wrong since it was opened; null while it can be trusted. Nothing is appended to a damaged journal.</summary>
    public string? Damage { get; private set; }

    public static TerminalJournal Open(DataFolder folder, JournalOptions options, TimeProvider clock)
    {
        var database = JournalDatabase.Open(folder, options);
        try
        {
            return new TerminalJournal(database, clock);
        }
        catch (SqliteException problem) when (problem.IsDamage())
        {
            database.Dispose();
            throw new JournalDamagedException("its settings can't be read.", problem);
        }
        catch (Exception problem) when (problem is JsonException or FormatException or ArgumentException or KeyNotFoundException)
        {
            // Bytes that SQLite takes for text and that are none of ours.
            database.Dispose();
            throw new JournalDamagedException("its settings can't be read.", problem);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Runs work in one transaction; when it returns, everything it wrote is on the disk.</summary>
    /// <exception cref="DiskFullException">Nothing was saved.</exception>
    public T Write<T>(Func<JournalSession, T> work)
    {
        var appended = false;
        T answer;
        try
        {
            answer = _database.Write(transaction =>
            {
                var session = new JournalSession(transaction, State, _clock, Clock, Damage);
                var result = work(session);
                appended = session.HasAppended;
                return result;
            }, State.Committed, State.RolledBack);
        }
        catch (JournalDamagedException damaged)
        {
            MarkDamaged(damaged.What);
            throw;
        }

        Interlocked.Increment(ref _commits);
        if (appended) Appended?.Invoke();
        return answer;
    }

    public void Write(Action<JournalSession> work) => Write<object?>(session =>
    {
        work(session);
        return null;
    });

    /// <exception cref="JournalDamagedException">A page that the query needs can't be read.</exception>
    public T Read<T>(Func<SqliteConnection, T> query)
    {
        try
        {
            return _database.Read(query);
        }
        catch (SqliteException problem) when (problem.SqliteErrorCode is 11 or 26)
        {
            const string what = "a page can't be read.";
            MarkDamaged(what);
            throw new JournalDamagedException(what, problem);
        }
    }

    /// <summary>From now on nothing is appended; what is there can still be read and sent.</summary>
    public void MarkDamaged(string what)
    {
        if (Damage is not null) return;
        Damage = what;
        Damaged?.Invoke();
    }

    /// <summary>Looks whether there is space again; true when sales may go on.</summary>
    public bool HasSpace() => !_database.IsDiskFull || _database.TryLeaveDiskFull();

    /// <summary>For what can wait until there is space again: what is left of a full disk is for closing the shift.</summary>
    /// <exception cref="DiskFullException">The disk is full.</exception>
    public void NeedSpace()
    {
        if (!HasSpace()) throw new DiskFullException();
    }

    /// <summary>Gives the terminal its identity. The first epoch starts with its first fact.</summary>
    public void Enrol(TerminalIdentity identity, JournalEpoch epoch, string hubEpoch) => Write(session =>
    {
        session.Set(JournalMeta.Terminal, identity.Terminal.Value);
        session.Set(JournalMeta.Store, identity.Store.Value);
        session.Set(JournalMeta.Hub, identity.Hub.ToString());
        session.Set(JournalMeta.Certificate, identity.Certificate);
        session.Set(JournalMeta.HubEpoch, hubEpoch);
        EpochRows.Open(session, epoch);
    });

    /// <summary>Goes on in a new epoch, because this journal's line isn't the only one with its name. Nothing of the old one is lost.</summary>
    public void StartEpoch(JournalEpoch epoch, string reason) => Write(session =>
    {
        if (EpochRows.Exists(session, epoch)) return;
        var previous = State.Epoch;
        EpochRows.Open(session, epoch);
        session.Append(new EpochStarted { Context = session.Context(), Previous = previous, Reason = reason });
    });

    /// <summary>Obeys a move to another store.</summary>
    public void AssignStore(StoreId store) => Write(session =>
    {
        if (session.Identity.Store == store) return;
        session.Set(JournalMeta.Store, store.Value);
        session.Append(new StoreAssigned { Context = session.Context(), Store = store });
    });

    public void Checkpoint() => _database.Checkpoint();

    public void Dispose() => _database.Dispose();
}
