using PosCloud.Domain.Identity;
using PosCloud.Protocol;
using PosCloud.Protocol.Bootstrap;
using PosCloud.Protocol.Sync;
using PosCloud.Terminal.Engine.Carrying;
using PosCloud.Terminal.Engine.Files;
using PosCloud.Terminal.Engine.Journal;
using PosCloud.Terminal.Engine.Replica;

namespace PosCloud.Terminal.Engine.Sync;

/// <summary>
/// One read of state over as many pages as it takes. Pages of a change are staged and applied in one transaction; pages
/// of a whole new replica go into a new file that nobody reads until it's complete and verified. A fetched replica is
/// brought forward by such a change before it serves, so that time never goes back on a terminal.
/// </summary>
internal sealed class StateSession(TerminalJournal journal, ReplicaStore store) : IDisposable
{
    /// <summary>A change of more rows than this is replaced by a new replica.</summary>
    private const long MaxStagedRows = 100_000;

    /// <summary>After so many "not yet" the state is read in pages: the hub can't make a file.</summary>
    private const int MaxNotReady = 90;

    /// <summary>After so many files that couldn't be used the state is read in pages.</summary>
    private const int MaxBadFiles = 2;

    private readonly List<IReadOnlyList<StreamRows>> _staged = [];
    private ReplicaWriter? _building;
    private long _buildingNumber;
    private string? _buildingPath;
    private bool _rebuild;
    private Fetched? _fetched;
    private int _notReady;
    private int _badFiles;
    private bool _pagesOnly;
    private string? _differed;

    /// <summary>Where the next page begins; null when no read is under way.</summary>
    public string? Continue { get; private set; }

    public long RowsReceived { get; private set; }

    /// <summary>The next request of state.</summary>
    public StateRequest Request()
    {
        var cursor = _fetched is { } fetched && IsUsable(fetched.State) ? fetched.State.Cursor
            : !_rebuild && store.State is { } state && IsUsable(state) ? state.Cursor
            : null;
        return new StateRequest(cursor, Continue, TakesFiles: !_pagesOnly, _differed);
    }

    /// <summary>Checks a fetched file and makes it the base that the next pages bring forward.</summary>
    /// <exception cref="InvalidDataException">It can't be used; the next read asks for another one, or for pages.</exception>
    public void Adopt(BootstrapOffer offer, string packed, Action<long> rowsChecked, CancellationToken cancellation)
    {
        Drop();
        DropFetched();
        var (number, path) = store.Reserve();
        try
        {
            var state = ReplicaUnpacking.Run(packed, offer, path, rowsChecked, cancellation);
            if (!IsUsable(state)) throw new InvalidDataException("The fetched replica is of another store or of another history of the hub.");
            _fetched = new Fetched(number, path, state);
        }
        catch (InvalidDataException)
        {
            SqliteFile.Delete(path);
            if (++_badFiles >= MaxBadFiles) _pagesOnly = true;
            throw;
        }
        catch
        {
            SqliteFile.Delete(path);
            throw;
        }
    }

    /// <summary>Forgets what was read so far; a fetched replica stays.</summary>
    public void Drop()
    {
        _staged.Clear();
        Continue = null;
        RowsReceived = 0;
        _building?.Dispose();
        _building = null;
        if (_buildingPath is not null) SqliteFile.Delete(_buildingPath);
        _buildingPath = null;
    }

    /// <summary>Forgets everything that was read or fetched so far.</summary>
    /// <returns>True when that was a fetched replica, whose fault it may have been.</returns>
    public bool Forget()
    {
        Drop();
        var hadFetched = _fetched is not null;
        DropFetched();
        return hadFetched;
    }

    /// <summary>The next read builds a new replica instead of changing the old one.</summary>
    public void Rebuild()
    {
        Drop();
        DropFetched();
        _rebuild = true;
    }

    /// <returns>What came of the page.</returns>
    /// <exception cref="FormatException">The page isn't what the manifest says.</exception>
    public StateResult Take(StateRequest asked, StateAnswer answer, string hubEpoch, DateTimeOffset hubTime)
    {
        if (answer.Restart) DropFetched();
        if (answer.Bootstrap is { } offer) return TakeOffer(offer);
        // Every page of a whole read says so; only the first one, or one that comes instead of a change, begins anew.
        if ((answer.Restart && (_building is null || asked.Continue is null)) || (asked.Cursor is null && asked.Continue is null))
        {
            Drop();
            (_buildingNumber, _buildingPath) = store.Reserve();
            _building = ReplicaWriter.OfNew(_buildingPath);
        }

        RowsReceived += answer.Rows.Sum(rows => (long)rows.Changes.Count);
        if (_building is not null) _building.Apply(answer.Rows);
        else _staged.Add(answer.Rows);
        if (answer.Continue is not null)
        {
            Continue = answer.Continue;
            if (_building is null && RowsReceived > MaxStagedRows) Rebuild();
            return new StateResult.More();
        }

        if (answer.Cursor is null) throw new FormatException("The hub's last page has no cursor.");
        try
        {
            return Finish(answer, new ReplicaState(answer.Cursor, hubEpoch, ProtocolVersions.Schema, journal.Identity!.Store.Value, hubTime));
        }
        finally
        {
            Drop();
        }
    }

    public void Dispose()
    {
        Drop();
        DropFetched();
    }

    private StateResult TakeOffer(BootstrapOffer offer)
    {
        Drop();
        if (offer.File is not null) return new StateResult.Offered(offer);
        if (++_notReady >= MaxNotReady) _pagesOnly = true;
        return new StateResult.NotReady(TimeSpan.FromSeconds(Math.Clamp(offer.RetryAfterSeconds, 1, 60)));
    }

    private void DropFetched()
    {
        if (_fetched is { } fetched) SqliteFile.Delete(fetched.Path);
        _fetched = null;
    }

    private bool IsUsable(ReplicaState state) => !CarriedReplica.IsCarried(state) && state.HubEpoch == journal.State.Get(JournalMeta.HubEpoch)
        && state.Store == journal.Identity?.Store.Value && state.Schema == ProtocolVersions.Schema;

    private StateResult Finish(StateAnswer answer, ReplicaState state)
    {
        if (_building is not null) return FinishNew(_building, answer, state);
        using var writer = _fetched is { Path: var path } ? new ReplicaWriter(new ReplicaConnection(path, FileUse.Replica)) : store.Write();
        if (writer is null) return new StateResult.Differs("There is no replica to change.");
        foreach (var page in _staged) writer.Apply(page);
        return Problem(writer, answer) ?? Commit();

        StateResult Commit()
        {
            var profile = ReplicaProfile.Read(writer.Connection, journal.Identity!.Store);
            writer.Commit(answer.Heads, state);
            if (_fetched is { } fetched) return SwitchToFetched(fetched, writer, answer, profile);
            _differed = null;
            store.Refresh(profile);
            return new StateResult.Applied(writer.Rows, Streams(_staged.SelectMany(page => page)));
        }
    }

    private StateResult.Applied SwitchToFetched(Fetched fetched, ReplicaWriter writer, StateAnswer answer, StoreProfile? profile)
    {
        writer.Dispose();
        _fetched = null;
        Switch(fetched.Number, profile);
        return new StateResult.Applied(answer.Heads.Sum(h => h.RowCount), [.. answer.Heads.Select(h => h.Stream)]);
    }

    private void Switch(long number, StoreProfile? profile)
    {
        (_rebuild, _pagesOnly, _notReady, _badFiles, _differed) = (false, false, 0, 0, null);
        store.SwitchTo(number, profile);
    }

    private StateResult FinishNew(ReplicaWriter writer, StateAnswer answer, ReplicaState state)
    {
        if (Problem(writer, answer) is { } problem) return problem;
        var profile = ReplicaProfile.Read(writer.Connection, journal.Identity!.Store);
        writer.Commit(answer.Heads, state);
        var rows = writer.Rows;
        writer.Dispose();
        _building = null;
        _buildingPath = null;
        Switch(_buildingNumber, profile);
        return new StateResult.Applied(rows, [.. answer.Heads.Select(h => h.Stream)]);
    }

    private StateResult? Problem(ReplicaWriter writer, StateAnswer answer)
    {
        if (writer.Difference(answer.Heads) is { } stream)
        {
            // A fetched file that doesn't add up would be fetched again as it is.
            _pagesOnly |= _fetched is not null;
            DropFetched();
            _rebuild = true;
            _differed = stream;
            return new StateResult.Differs($"The replica differs from the hub in stream {stream}; it's fetched again.");
        }

        return ReplicaGate.Problem(writer.Connection, journal) is { } refused ? new StateResult.NotYet(refused.Why, refused.Misnamed) : null;
    }

    /// <param name="State">As it came, before any change of this terminal.</param>
    private sealed record Fetched(long Number, string Path, ReplicaState State);

    private static List<string> Streams(IEnumerable<StreamRows> rows) => [.. rows.Where(r => r.Changes.Count > 0).Select(r => r.Stream).Distinct()];
}

/// <summary>What came of one page of state.</summary>
internal abstract record StateResult
{
    private StateResult()
    {
    }

    public sealed record More : StateResult;

    /// <summary>A ready-made replica is to be fetched first.</summary>
    public sealed record Offered(BootstrapOffer Offer) : StateResult;

    /// <summary>The hub is still making a file.</summary>
    public sealed record NotReady(TimeSpan AskAgainAfter) : StateResult;

    /// <param name="Streams">Streams in which something changed.</param>
    public sealed record Applied(long Rows, IReadOnlyList<string> Streams) : StateResult;

    /// <summary>Row count or checksum are wrong: the next read builds a new replica.</summary>
    public sealed record Differs(string Why) : StateResult;

    /// <summary>Facts have to be uploaded first; the old replica serves meanwhile.</summary>
    /// <param name="Misnamed">An epoch of which the hub named a branch that its state doesn't know.</param>
    public sealed record NotYet(string Why, JournalEpoch? Misnamed) : StateResult;
}
