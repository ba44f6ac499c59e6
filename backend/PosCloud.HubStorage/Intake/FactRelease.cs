using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Ledger;
using PosCloud.HubStorage.Publishing;
using PosCloud.HubStorage.Writing;
using PosCloud.Protocol.Errors;
using PosCloud.Protocol.Sync;

namespace PosCloud.HubStorage.Intake;

/// <summary>
/// Takes facts out of quarantine inside one transaction that holds the lock of their journal. First all of them are judged
/// and written, then the ledger's rows are locked in their order and moved, and the caller numbers everything at the end:
/// the order of locks is the same as everywhere.
/// </summary>
internal sealed class FactRelease(HubTransaction transaction, FactApplier applier)
{
    private readonly List<Released> _released = [];
    private readonly List<(AppliedKey Key, long Sequence, bool Listed)> _refiled = [];

    /// <summary>Facts that left quarantine.</summary>
    public int Count => _released.Count;

    /// <summary>Lets one fact go; answers why it stays in quarantine, or null.</summary>
    public async Task<string?> ReleaseAsync(FactPlace place)
    {
        var stored = await QuarantinedRow.ReadAsync(transaction, place) ?? throw new InvalidOperationException($"The fact {place.Entry} is missing.");
        var received = ReceivedFact.Read(place.Sequence, new FactFrame(stored.Content, stored.ContentHash, stored.ChainHash), Sha256Digest.None, FactCodec.Read);
        if (await ProblemAsync(place, received) is { } problem) return await StayAsync(place, problem.Code, problem.Reason);
        var (fact, body) = (received.Fact!, received.Body!);
        var isDuplicate = await HasTwinAsync(place, fact.Id, stored.ContentHash);
        if (body is OrderCompleted order) await applier.LockAsync([order]);
        var refused = await applier.TryAsync("release", async () =>
        {
            await LeaveAsync(place, isDuplicate ? FactStatus.Duplicate : FactStatus.Accepted);
            if (!isDuplicate) await applier.ProjectAsync(place, fact, stored.MovementId, body);
        });
        if (refused is not null) return await StayAsync(place, QuarantineCode.NotApplicable, refused.Message);
        var movements = isDuplicate ? [] : StoredMovements.Of(place, fact, body, stored.MovementId, stored.Happened);
        _released.Add(new Released(KeyOf(place, fact.Store), place.Sequence.Value, movements));
        return null;
    }

    /// <summary>Notes that a fact was filed under a store it doesn't belong to; its row says otherwise now.</summary>
    public void Refile(FactPlace place, StoreId filed, StoreId right)
    {
        _refiled.Add((KeyOf(place, filed), place.Sequence.Value, false));
        _refiled.Add((KeyOf(place, right), place.Sequence.Value, true));
    }

    /// <summary>Moves the ledger for everything released; answers rows that are written and wait to be numbered.</summary>
    public async Task<IReadOnlyList<StateChange>> ApplyAsync()
    {
        var progress = new Dictionary<AppliedKey, AppliedProgress>();
        foreach (var key in _refiled.Select(r => r.Key).Concat(_released.Select(r => r.Key)).Distinct().Order())
        {
            var isReleased = _released.Exists(r => r.Key == key);
            var row = isReleased ? await AppliedTable.LockOrBeginAsync(transaction, key) : await AppliedTable.LockAsync(transaction, key);
            if (row is not null) progress[key] = row with { Quarantined = Listed(key, row), Version = row.Version + 1 };
        }

        var book = new LedgerBook(transaction);
        await book.EnterAsync([.. _released.Where(r => progress[r.Key].Through >= r.Sequence).SelectMany(r => r.Movements)]);
        List<StateChange> changes = [.. progress.Values.Select(p => p.ToChange()), .. book.Changes];
        await StreamPublisher.WriteAsync(transaction, changes);
        return changes;
    }

    private static AppliedKey KeyOf(FactPlace place, StoreId store) => new(store, place.Terminal, place.Epoch, place.Branch);

    /// <summary>Sequences up to the ledger's progress that aren't applied, once all of this is.</summary>
    private SortedSet<long> Listed(AppliedKey key, AppliedProgress row)
    {
        var listed = new SortedSet<long>(row.Quarantined);
        foreach (var (_, sequence, isHere) in _refiled.Where(r => r.Key == key))
        {
            // Until it is released it isn't applied in the store it belongs to either.
            if (isHere && row.Through >= sequence) listed.Add(sequence);
            else listed.Remove(sequence);
        }

        listed.ExceptWith(_released.Where(r => r.Key == key).Select(r => r.Sequence));
        return listed;
    }

    private async Task<bool> HasTwinAsync(FactPlace place, FactId id, Sha256Digest content)
    {
        var twins = await FactTable.TwinsAsync(transaction, id);
        return twins.Exists(t => t.IsAccepted && t.ContentHash == content && new FactPlace(
            TerminalId.Parse(t.Terminal), JournalEpoch.Parse(t.Epoch), t.Branch, new JournalSequence(t.Sequence)) != place);
    }

    private async Task<(QuarantineCode Code, string Reason)?> ProblemAsync(FactPlace place, ReceivedFact received)
    {
        if (received.Code is { } code) return (code, received.Reason ?? "");
        var terminal = await TerminalStanding.ReadAsync(transaction, place.Terminal);
        if (terminal is null) return (QuarantineCode.Revoked, $"{place.Terminal} is unknown.");
        if (terminal.Revoked) return (QuarantineCode.Revoked, $"{place.Terminal} is revoked.");
        return terminal.Assigned.Contains(received.Fact!.Store)
            ? null
            : (QuarantineCode.WrongStore, $"{place.Terminal} was never assigned to store {received.Fact.Store}.");
    }

    private async Task LeaveAsync(FactPlace place, FactStatus status)
    {
        var code = await transaction.FirstAsync(
            "SELECT code FROM quarantine WHERE terminal = @p0 AND epoch = @p1 AND branch = @p2 AND sequence = @p3",
            row => row.GetString(0),
            place.Terminal.Value, place.Epoch.Value, place.Branch, place.Sequence.Value);
        await transaction.ExecuteAsync(
            "UPDATE fact SET status = @p4 WHERE terminal = @p0 AND epoch = @p1 AND branch = @p2 AND sequence = @p3",
            place.Terminal.Value, place.Epoch.Value, place.Branch, place.Sequence.Value, FactTable.Letter(status));
        await transaction.ExecuteAsync(
            "UPDATE quarantine SET replayed_at = @p4 WHERE terminal = @p0 AND epoch = @p1 AND branch = @p2 AND sequence = @p3",
            place.Terminal.Value, place.Epoch.Value, place.Branch, place.Sequence.Value, transaction.NowMilliseconds);
        await QuarantineReport.SettleAsync(transaction, place, code ?? "");
    }

    private async Task<string> StayAsync(FactPlace place, QuarantineCode code, string reason)
    {
        await transaction.ExecuteAsync(
            "UPDATE quarantine SET code = @p4, reason = @p5 WHERE terminal = @p0 AND epoch = @p1 AND branch = @p2 AND sequence = @p3",
            place.Terminal.Value, place.Epoch.Value, place.Branch, place.Sequence.Value, QuarantineText.Code(code), StoredFact.ReasonOf(reason));
        return reason;
    }

    private sealed record Released(AppliedKey Key, long Sequence, IReadOnlyList<LedgerMovement> Movements);
}
