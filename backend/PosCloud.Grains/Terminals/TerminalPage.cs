using PosCloud.Domain.Identity;
using PosCloud.Grains.Contracts;
using PosCloud.Grains.Contracts.Terminals;
using PosCloud.HubStorage.Queries;

namespace PosCloud.Grains.Terminals;

/// <summary>Puts together what a terminal's own page shows: the grain's memory and what the database proves.</summary>
public sealed class TerminalPage(TerminalQueries queries)
{
    private const int MaxQuarantine = 200;

    public async Task<TerminalDetail> ReadAsync(
        StoredTerminal stored, TerminalSummary summary, TerminalDay day, DateTimeOffset dayBegan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(summary);
        ArgumentNullException.ThrowIfNull(day);
        ArgumentNullException.ThrowIfNull(stored);
        var terminal = TerminalId.Parse(summary.Terminal);
        var quarantine = (await queries.QuarantineAsync(terminal, MaxQuarantine, cancellationToken)).Select(Item).ToList();
        var branches = await queries.CompletenessAsync(terminal, cancellationToken);
        var up = await queries.RowsUpAsync(terminal, cancellationToken);
        return new TerminalDetail(
            summary, [.. branches.Select(b => Completeness(b, quarantine))], day.Timeline.Since(dayBegan), day.NewestSessions, quarantine,
            day.Sessions, day.FactsUp, day.RowsDown, day.BytesUp, day.BytesDown, Rows(day.RowsPerTable, up), day.Ticks, stored.EnrolledAt, stored.Machine);
    }

    internal static QuarantineItem Item(QuarantineEntry entry) => new(
        entry.Id, entry.Terminal, entry.Store, entry.Epoch, entry.Sequence, entry.Code, entry.Reason, entry.Remedy, entry.ReceivedAt, entry.FactType,
        entry.ReceiptNumber, entry is { TotalMinorUnits: { } total, Currency: { } currency } ? new Amount(total, currency) : null);

    private static Contracts.Terminals.JournalCompleteness Completeness(HubStorage.Queries.JournalCompleteness branch, List<QuarantineItem> quarantine)
    {
        var waiting = quarantine.Where(q => q.Epoch == branch.Epoch).Select(q => q.Total).OfType<Amount>().ToList();
        return new Contracts.Terminals.JournalCompleteness(
            branch.Epoch, branch.Branch, branch.AcceptedThrough, branch.AppliedThrough, branch.Orders,
            branch.Currency is { } currency ? new Amount(branch.OrderAmount, currency) : null, branch.OrdersApplied, branch.Quarantined,
            waiting.Count == 0 ? null : new Amount(waiting.Sum(w => w.MinorUnits), waiting[0].Currency), branch.LastOccurredAt);
    }

    private static List<TableRows> Rows(IReadOnlyList<TableRows> down, IReadOnlyDictionary<string, long> up) =>
    [
        .. down.Select(r => r.Table).Union(up.Where(u => u.Value > 0).Select(u => u.Key)).Order(StringComparer.Ordinal)
            .Select(table => new TableRows(table, up.GetValueOrDefault(table), down.FirstOrDefault(r => r.Table == table)?.Down ?? 0)),
    ];
}
