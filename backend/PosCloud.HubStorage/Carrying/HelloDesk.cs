using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Intake;
using PosCloud.HubStorage.Publishing;
using PosCloud.HubStorage.Writing;
using PosCloud.Protocol.Sync;

namespace PosCloud.HubStorage.Carrying;

/// <summary>
/// Answers a terminal whose engine moves rows by itself: takes what the engine has brought, and says from the facts
/// themselves how far the hub has got. What the engine reported is no part of it.
/// </summary>
public sealed class HelloDesk(HubDatabase database, HubWriter writer, FactIntake intake, FactInbox inbox)
{
    private const int MaxQuarantined = 500;

    /// <param name="servesState">False for a terminal whose version can't get state.</param>
    public async Task<HelloOutcome> AnswerAsync(TerminalId terminal, HelloRequest hello, bool servesState, string session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(hello);
        var taken = await inbox.TakeAsync(terminal, hello.BootId, hello.MonotonicMilliseconds, session, hello.Sync, cancellationToken);
        var own = await JournalPlaces.FindAsync(database, terminal, OpenPosition(hello), hello.Newest, cancellationToken);
        var request = IntakeRequest.Of(terminal, hello.Sync with { Upload = null, Acknowledged = Known(hello, own) }, [], session) with { LooksForMore = own.IsNewest };
        switch (await intake.TakeAsync(request, cancellationToken))
        {
            case IntakeOutcome.Taken standing:
                return await AnswerAsync(terminal, hello, own, taken, standing, servesState, cancellationToken);
            case IntakeOutcome.Malformed malformed:
                return new HelloOutcome.Malformed(malformed.Problem);
            default:
                return new HelloOutcome.UnknownTerminal();
        }
    }

    private async Task<HelloOutcome> AnswerAsync(
        TerminalId terminal, HelloRequest hello, OwnPlace own, InboxTaken taken, IntakeOutcome.Taken standing, bool servesState, CancellationToken cancellationToken)
    {
        var hubEpoch = standing.HubEpoch;
        // What intake says of forks in the inbox may be about another device that runs on a copy.
        var newEpoch = standing.NewEpoch ?? await ForkedAsync(terminal, own, cancellationToken);
        var state = servesState && !standing.Revoked;
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        IReadOnlyList<StreamHead>? heads = state ? [.. (await StreamHeads.ReadAsync(snapshot, standing.Store, cancellationToken)).Select(head => head.ToWire())] : null;
        if (heads is not null && hubEpoch == hello.Sync.HubEpoch && IsAhead(hello.Replica, heads))
        {
            // The terminal has seen changes that this database lost: it was restored from an older backup.
            hubEpoch = await writer.RunAsync(transaction => HubEpoch.BeginAsync(transaction, "a terminal's replica is ahead of the hub"), cancellationToken);
            heads = null;
        }

        var answer = new HelloAnswer(
            hubEpoch, standing.HubTime, standing.Store, standing.Revoked, await JournalPlaces.EndsAsync(snapshot, terminal, cancellationToken), heads,
            new LineName(own.Epoch, own.Branch), await JournalPlaces.QuarantinedAsync(snapshot, terminal, own, MaxQuarantined, cancellationToken), newEpoch, standing.Upload, taken.Accepted,
            state || standing.Revoked ? null : "Update the terminal's program: this hub can't give it products and prices any more.");
        return new HelloOutcome.Answered(answer, taken, standing);
    }

    /// <summary>The device whose facts are on a branch goes on in another epoch; said with every hello until it does.</summary>
    private Task<JournalEpoch?> ForkedAsync(TerminalId terminal, OwnPlace own, CancellationToken cancellationToken) => own.Branch.Length == 0
        ? Task.FromResult<JournalEpoch?>(null)
        : writer.RunAsync<JournalEpoch?>(
            async transaction => await EpochGiver.GiveAsync(transaction, terminal, own.Epoch, "fork:" + own.Branch), cancellationToken);

    /// <summary>What the hub is to look for: the end of the journal where the hub has it, so that facts which just came don't look like more than the terminal has.</summary>
    private static IReadOnlyList<EpochPosition> Known(HelloRequest hello, OwnPlace own) => own.IsNewest && hello.Newest is { } newest
        ? [.. hello.Sync.Acknowledged.Where(position => position.Epoch != newest.Epoch), newest]
        : hello.Sync.Acknowledged;

    private static EpochPosition OpenPosition(HelloRequest hello) => hello.Sync.Acknowledged.Count > 0
        ? hello.Sync.Acknowledged[^1]
        : new EpochPosition(hello.Newest?.Epoch ?? JournalEpoch.First, JournalSequence.None, Sha256Digest.None);

    private static bool IsAhead(IReadOnlyList<StreamHead> replica, IReadOnlyList<StreamHead> heads) =>
        replica.Any(at => heads.Any(head => head.Stream == at.Stream && head.Sequence < at.Sequence));
}
