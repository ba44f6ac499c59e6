using System.Data.Common;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Ledger;
using PosCloud.HubStorage.Publishing;
using PosCloud.HubStorage.Writing;
using PosCloud.Protocol.Errors;
using PosCloud.Protocol.Sync;

namespace PosCloud.HubStorage.Intake;

/// <summary>
/// Takes facts out of quarantine once nothing speaks against them any more. Above the ledger's progress only the status
/// changes and reconciliation applies them; at or below it, their movements are entered in the same transaction. Either way
/// the version of <c>terminal_applied</c> rises, so a batch that was read before is read again.
/// </summary>
public sealed class QuarantineReplay(HubWriter writer)
{
    /// <summary>Replays one fact by its <see cref="QuarantineId"/>.</summary>
    public async Task<ReplayOutcome> ReplayAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await ReplayNowAsync(id, cancellationToken);
        }
        catch (DbException error) when (!writer.Database.IsTransient(error))
        {
            return new ReplayOutcome(false, "It still can't be applied: " + error.Message, []);
        }
    }

    private Task<ReplayOutcome> ReplayNowAsync(string id, CancellationToken cancellationToken) => writer.RunAsync(
        async transaction =>
        {
            var found = await transaction.QueryAsync(
                "SELECT terminal, epoch, branch, sequence FROM quarantine WHERE id = @p0 AND replayed_at IS NULL",
                row => new FactPlace(
                    TerminalId.Parse(row.GetString(0)), JournalEpoch.Parse(row.GetString(1)), row.GetString(2), new JournalSequence(row.GetInt64(3))),
                id);
            if (found.Count == 0) return new ReplayOutcome(false, $"Nothing in quarantine is called {id}.", []);
            return await ReplayAsync(transaction, found[0]);
        },
        cancellationToken);

    /// <summary>The terminal has sent bytes that match the hash of a damaged fact: stores and replays it.</summary>
    internal static async Task RepairAsync(HubTransaction transaction, FactPlace place, ReceivedFact fact)
    {
        await transaction.ExecuteAsync(
            """
            UPDATE fact SET content = @p4, fact_id = @p5, type = @p6, version = @p7, occurred_at = @p8, movement_id = @p5
            WHERE terminal = @p0 AND epoch = @p1 AND branch = @p2 AND sequence = @p3
            """,
            place.Terminal.Value, place.Epoch.Value, place.Branch, place.Sequence.Value, fact.Frame.Content.ToArray(), fact.Fact?.Id.ToString(),
            fact.Fact?.Type, (long)(fact.Fact?.Version ?? 0), fact.Fact?.OccurredAt.ToUnixTimeMilliseconds());
        await MoveStoreAsync(transaction, place, fact);
        await ReplayAsync(transaction, place);
    }

    /// <summary>A damaged fact was filed under the store its request named; the bytes know better.</summary>
    private static async Task MoveStoreAsync(HubTransaction transaction, FactPlace place, ReceivedFact fact)
    {
        var filed = await transaction.FirstAsync(
            "SELECT store FROM fact WHERE terminal = @p0 AND epoch = @p1 AND branch = @p2 AND sequence = @p3",
            row => row.GetString(0),
            place.Terminal.Value, place.Epoch.Value, place.Branch, place.Sequence.Value);
        if (fact.Fact is not { } read || filed is null || filed == read.Store.Value) return;
        await transaction.ExecuteAsync(
            "UPDATE fact SET store = @p4 WHERE terminal = @p0 AND epoch = @p1 AND branch = @p2 AND sequence = @p3",
            place.Terminal.Value, place.Epoch.Value, place.Branch, place.Sequence.Value, read.Store.Value);
        var changes = new List<StateChange>();
        // Rows are locked in the order of their keys.
        foreach (var store in new[] { StoreId.Parse(filed), read.Store }.OrderBy(store => store.Value, StringComparer.Ordinal))
        {
            if (await AppliedTable.LockAsync(transaction, new AppliedKey(store, place.Terminal, place.Epoch, place.Branch)) is not { } progress) continue;
            var sequence = place.Sequence.Value;
            var others = progress.Quarantined.Where(s => s != sequence);
            // Until it is replayed it isn't applied in the store it belongs to either.
            var isHere = store == read.Store && progress.Through >= sequence;
            changes.Add((progress with { Quarantined = [.. isHere ? others.Append(sequence) : others], Version = progress.Version + 1 }).ToChange());
        }

        await StreamPublisher.PublishAsync(transaction, changes);
    }

    private static async Task<ReplayOutcome> ReplayAsync(HubTransaction transaction, FactPlace place)
    {
        var stored = await QuarantinedRow.ReadAsync(transaction, place) ?? throw new InvalidOperationException($"The fact {place.Entry} is missing.");
        var frame = new FactFrame(stored.Content, stored.ContentHash, stored.ChainHash);
        var received = ReceivedFact.Read(place.Sequence, frame, Sha256Digest.None);
        if (await ProblemAsync(transaction, place, received) is { } problem)
        {
            await ChangeReasonAsync(transaction, place, problem.Code, problem.Reason);
            return new ReplayOutcome(false, problem.Reason, []);
        }

        var fact = received.Fact!;
        var twins = await FactTable.TwinsAsync(transaction, fact.Id);
        var isDuplicate = twins.Exists(t => t.ContentHash == stored.ContentHash && new FactPlace(
            TerminalId.Parse(t.Terminal), JournalEpoch.Parse(t.Epoch), t.Branch, new JournalSequence(t.Sequence)) != place);
        await ReleaseAsync(transaction, place, isDuplicate ? FactStatus.Duplicate : FactStatus.Accepted);
        var applier = new FactApplier(transaction, upload: null);
        if (!isDuplicate) await applier.ProjectAsync(place, fact, received.Body!);

        var (progress, _) = await AppliedTable.LockOrBeginAsync(transaction, new AppliedKey(fact.Store, place.Terminal, place.Epoch, place.Branch));
        var book = new LedgerBook(transaction);
        if (progress.Through >= place.Sequence.Value && !isDuplicate)
            await book.EnterAsync(StoredMovements.Of(place, fact, received.Body!, stored.MovementId, stored.Happened));
        progress = progress with
        {
            Quarantined = [.. progress.Quarantined.Where(s => s != place.Sequence.Value)],
            Version = progress.Version + 1,
        };
        List<StateChange> changes = [progress.ToChange(), .. book.Changes];
        await StreamPublisher.WriteAsync(transaction, changes);
        return new ReplayOutcome(true, null, await StreamPublisher.NumberAsync(transaction, [.. applier.Changes, .. changes]));
    }

    private static async Task<(QuarantineCode Code, string Reason)?> ProblemAsync(HubTransaction transaction, FactPlace place, ReceivedFact received)
    {
        if (received.Code is { } code) return (code, received.Reason ?? "");
        var terminal = await TerminalStanding.ReadAsync(transaction, place.Terminal);
        if (terminal is null) return (QuarantineCode.Revoked, $"{place.Terminal} is unknown.");
        if (terminal.Revoked) return (QuarantineCode.Revoked, $"{place.Terminal} is revoked.");
        return terminal.Assigned.Contains(received.Fact!.Store)
            ? null
            : (QuarantineCode.WrongStore, $"{place.Terminal} was never assigned to store {received.Fact.Store}.");
    }

    private static async Task ReleaseAsync(HubTransaction transaction, FactPlace place, FactStatus status)
    {
        await transaction.ExecuteAsync(
            "UPDATE fact SET status = @p4 WHERE terminal = @p0 AND epoch = @p1 AND branch = @p2 AND sequence = @p3",
            place.Terminal.Value, place.Epoch.Value, place.Branch, place.Sequence.Value, FactTable.Letter(status));
        await transaction.ExecuteAsync(
            "UPDATE quarantine SET replayed_at = @p4 WHERE terminal = @p0 AND epoch = @p1 AND branch = @p2 AND sequence = @p3",
            place.Terminal.Value, place.Epoch.Value, place.Branch, place.Sequence.Value, transaction.NowMilliseconds);
        await ExceptionLog.SettleAsync(transaction, QuarantineId.ExceptionOf(place), "Replayed: the fact is applied.");
    }

    private static Task<int> ChangeReasonAsync(HubTransaction transaction, FactPlace place, QuarantineCode code, string reason) => transaction.ExecuteAsync(
        "UPDATE quarantine SET code = @p4, reason = @p5 WHERE terminal = @p0 AND epoch = @p1 AND branch = @p2 AND sequence = @p3",
        place.Terminal.Value, place.Epoch.Value, place.Branch, place.Sequence.Value, QuarantineText.Code(code), reason);
}
