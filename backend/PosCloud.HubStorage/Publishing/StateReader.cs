using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Bootstrap;
using PosCloud.Protocol;
using PosCloud.Protocol.Bootstrap;
using PosCloud.Protocol.Sync;
using PosCloud.Protocol.Tables;

namespace PosCloud.HubStorage.Publishing;

/// <summary>
/// Reads the state of a store's terminals in pages. Rows move to higher numbers while a reader pages, so each page asks
/// every stream from its own position, in one snapshot, and only the last page's heads are a cursor.
/// </summary>
public sealed class StateReader(HubDatabase database, HubStorageOptions options)
{
    /// <summary>A cursor further back than this is answered with a whole new replica.</summary>
    public const int MaxDeltaRows = 20_000;

    // A build takes seconds; asking earlier only costs requests.
    private const int AskAgainSeconds = 1;

    /// <summary>Reads the next page for a terminal in this store; which streams those are is decided here, never by the request.</summary>
    public async Task<StateReading> ReadPageAsync(StoreId store, StateRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var epoch = await HubEpoch.CurrentAsync(snapshot, cancellationToken) ?? throw new InvalidOperationException("The database has no epoch; migrate it first.");
        var heads = await StreamHeads.ReadAsync(snapshot, store, cancellationToken);
        var asked = StateCursor.Parse(request.Continue ?? request.Cursor);
        var usable = asked is not null && asked.HubEpoch == epoch && asked.Store == store && heads.All(h => CanContinue(asked, h));
        var ahead = asked is not null && asked.HubEpoch == epoch && asked.Store == store
            && heads.Any(h => asked.Positions.TryGetValue(h.Stream, out var at) && at.Sequence > h.Sequence);
        var start = usable && !ahead ? await BeginAsync(snapshot, asked!, heads, cancellationToken) : Restart(epoch, store, heads);
        // Only the page that begins a new replica says so; the ones after it continue what it began.
        var restart = start.Kind == StateReadKind.Restart && !ReferenceEquals(start, asked);
        var why = restart ? Why(asked, epoch, store, usable) : (RestartReason?)null;
        if (restart && request.TakesFiles && heads.Sum(h => h.RowCount) >= options.BootstrapFromRows)
            return await OfferAsync(snapshot, store, epoch, heads, why, ahead, cancellationToken);
        var page = new StatePage(options.MaxRowsPerPage, ProtocolLimits.MaxPageBytes);
        foreach (var head in heads)
        {
            if (page.IsFull) break;
            await page.FillAsync(snapshot, head.Stream, start.Positions[head.Stream].Sequence, cancellationToken);
        }

        return new StateReading(Answer(page, start, heads, restart) with { Why = why }, epoch, ahead, IsFileDue: false);
    }

    private async Task<StateReading> OfferAsync(
        ReadSnapshot snapshot, StoreId store, string epoch, IReadOnlyList<StreamHeads> heads, RestartReason? why, bool ahead, CancellationToken cancellationToken)
    {
        var files = await BootstrapShelf.ListAsync(snapshot, store, cancellationToken);
        var choice = await BootstrapChoice.OfAsync(snapshot, files, epoch, heads, now: null, cancellationToken);
        var rows = heads.Sum(h => h.RowCount);
        var offer = choice.File?.ToOffer() ?? BootstrapOffer.InPreparation(rows, AskAgainSeconds);
        return new StateReading(new StateAnswer(Restart: true, [], null, null, [], rows, offer, why), epoch, ahead, choice.IsDue);
    }

    private static RestartReason Why(StateCursor? asked, string epoch, StoreId store, bool usable)
    {
        if (asked is null) return RestartReason.None;
        if (usable) return RestartReason.Large;
        return asked.HubEpoch == epoch && asked.Store == store ? RestartReason.Gone : RestartReason.Other;
    }

    private static bool CanContinue(StateCursor asked, StreamHeads head)
    {
        if (!asked.Positions.TryGetValue(head.Stream, out var at)) return false;
        // Deletions up to the floor may be forgotten. A new replica may begin below it, but only if it stays where it was.
        return at.Sequence >= head.Floor || (asked.Kind == StateReadKind.Restart && at.Floor == head.Floor);
    }

    private static async Task<StateCursor> BeginAsync(
        ReadSnapshot snapshot, StateCursor asked, IReadOnlyList<StreamHeads> heads, CancellationToken cancellationToken)
    {
        if (asked.Kind != StateReadKind.Complete) return asked;
        long waiting = 0;
        foreach (var head in heads)
        {
            // Numbers are dense except for a jump at a new epoch, so the difference is an upper bound that is cheap to have.
            var behind = head.Sequence - asked.Positions[head.Stream].Sequence;
            if (behind > 0) waiting += await StatePage.CountAsync(snapshot, head.Stream, asked.Positions[head.Stream].Sequence, cancellationToken);
        }

        return waiting > MaxDeltaRows
            ? Restart(asked.HubEpoch, asked.Store, heads)
            : asked with { Kind = StateReadKind.Delta, RowsSent = 0, Positions = heads.ToDictionary(h => h.Stream, h => asked.Positions[h.Stream] with { Floor = h.Floor }) };
    }

    private static StateCursor Restart(string epoch, StoreId store, IReadOnlyList<StreamHeads> heads) =>
        new(epoch, store, StateReadKind.Restart, 0, heads.ToDictionary(h => h.Stream, h => new StreamPosition(0, h.Floor)));

    private static StateAnswer Answer(StatePage page, StateCursor start, IReadOnlyList<StreamHeads> heads, bool restart)
    {
        var sent = start.RowsSent + page.RowCount;
        if (page.IsFull)
        {
            var next = start with { RowsSent = sent, Positions = heads.ToDictionary(h => h.Stream, h => page.PositionAfter(h.Stream, start.Positions[h.Stream])) };
            return new StateAnswer(restart, page.Rows, next.ToString(), null, [], RowsLeft(next, heads, sent));
        }

        var cursor = start with
        {
            Kind = StateReadKind.Complete,
            RowsSent = 0,
            Positions = heads.ToDictionary(h => h.Stream, h => new StreamPosition(h.Sequence, h.Floor)),
        };
        return new StateAnswer(restart, page.Rows, null, cursor.ToString(), [.. heads.Select(h => h.ToWire())], 0);
    }

    private static long RowsLeft(StateCursor next, IReadOnlyList<StreamHeads> heads, long sent) => next.Kind == StateReadKind.Restart
        ? Math.Max(1, heads.Sum(h => h.RowCount) - sent)
        : Math.Max(1, heads.Sum(h => Math.Min(h.RowCount, h.Sequence - next.Positions[h.Stream].Sequence)));
}
