using Microsoft.Data.Sqlite;
using PosCloud.Protocol;
using PosCloud.Protocol.Bootstrap;
using PosCloud.Protocol.Sync;
using PosCloud.Protocol.Tables;
using PosCloud.Terminal.Engine.Files;
using PosCloud.Terminal.Engine.Journal;
using PosCloud.Terminal.Engine.Replica;
using PosCloud.Terminal.Engine.Sync;

namespace PosCloud.Terminal.Engine.Carrying;

/// <summary>
/// Lets an engine bring the replica up to date: the served file in one transaction, or a new file that nobody reads until
/// it's complete. Nothing is committed that isn't proved.
/// </summary>
internal sealed class CarriedState(TerminalJournal journal, ReplicaStore store, RowCarrier carrier)
{
    private bool _rebuild;

    /// <summary>The next fetch builds a new replica instead of changing the old one.</summary>
    public void Rebuild() => _rebuild = true;

    /// <summary>Where the replica stands; empty when there is none that can be continued.</summary>
    public IReadOnlyList<StreamHead> Standing() => IsUsable() ? store.Read(CarriedReplica.Heads, []) : [];

    /// <summary>True when the replica has all that these heads speak of.</summary>
    public bool IsCurrent(IReadOnlyList<StreamHead> heads)
    {
        var standing = Standing();
        return IsUsable() && heads.All(head => standing.Contains(head) || (head.Sequence == 0 && standing.All(at => at.Stream != head.Stream)));
    }

    /// <param name="heads">What the hub had when it was asked: the engine has to bring at least that.</param>
    public async Task<StateResult> FetchAsync(CarryingLine line, DateTimeOffset hubTime, IReadOnlyList<StreamHead> heads, CancellationToken cancellation)
    {
        var isNew = !IsUsable();
        var (number, path) = isNew ? store.Reserve() : (store.Number, store.CurrentPath!);
        if (isNew) CarriedReplica.CreateFile(path);
        (StateResult? Result, StoreProfile? Profile) checkedRows = default;
        var transfer = new StateTransfer(line, path, journal.Identity!.Store, connection =>
        {
            checkedRows = Check(connection, isNew, hubTime, heads);
            return checkedRows.Result switch
            {
                StateResult.Differs differs => differs.Why,
                StateResult.NotYet notYet => notYet.Why,
                _ => null,
            };
        });
        try
        {
            await carrier.FetchStateAsync(transfer, cancellation).ConfigureAwait(false);
        }
        catch (CarryingFailedException) when (checkedRows.Result is StateResult.Differs or StateResult.NotYet)
        {
            // Refused by the check, not by the line.
        }
        finally
        {
            if (isNew && checkedRows.Result is not StateResult.Applied) SqliteFile.Delete(path);
        }

        return Finish(checkedRows.Result, isNew, number, checkedRows.Profile);
    }

    private StateResult Finish(StateResult? result, bool isNew, long number, StoreProfile? profile)
    {
        switch (result)
        {
            case StateResult.Applied when isNew:
                _rebuild = false;
                store.SwitchTo(number, profile);
                return result;
            case StateResult.Applied:
                store.Refresh(profile);
                return result;
            case StateResult.Differs:
                _rebuild = true;
                return result;
            default:
                return result ?? throw new CarryingFailedException("The engine brought nothing to check.");
        }
    }

    private (StateResult Result, StoreProfile? Profile) Check(SqliteConnection connection, bool isNew, DateTimeOffset hubTime, IReadOnlyList<StreamHead> heads)
    {
        var identity = journal.Identity!;
        if (isNew) connection.Run(ReplicaSchema.LookUps);
        var proof = new CarriedProof(connection, identity.Store);
        using var search = new SearchIndexer(connection);
        if (proof.Apply(search) is { } problem) return (new StateResult.Differs(problem), null);
        if (heads.FirstOrDefault(head => CarriedReplica.Heads(connection).All(at => at.Stream != head.Stream || at.Sequence < head.Sequence)) is { } missed)
            return (new StateResult.Differs($"The engine left out changes of stream {missed.Stream}; everything is fetched again."), null);
        if (ReplicaGate.Problem(connection, journal) is { } refused) return (new StateResult.NotYet(refused.Why, refused.Misnamed), null);
        search.Refresh();
        var epoch = journal.State.Get(JournalMeta.HubEpoch) ?? throw new CarryingFailedException("The hub's epoch isn't known yet.");
        new ReplicaState(CarriedReplica.Cursor(hubTime), epoch, ProtocolVersions.Schema, identity.Store.Value, hubTime).Write(connection);
        IReadOnlyCollection<string> streams = isNew ? [.. StreamName.OfTerminalIn(identity.Store).Select(stream => stream.Value)] : proof.Streams;
        return (new StateResult.Applied(proof.Rows, [.. streams]), ReplicaProfile.Read(connection, identity.Store));
    }

    private bool IsUsable() => !_rebuild && store.State is { } state && CarriedReplica.IsCarried(state)
        && state.HubEpoch == journal.State.Get(JournalMeta.HubEpoch) && state.Store == journal.Identity?.Store.Value && state.Schema == ProtocolVersions.Schema;
}
