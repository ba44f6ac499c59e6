using Microsoft.EntityFrameworkCore;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Intake;
using PosCloud.HubStorage.Rows;

namespace PosCloud.HubStorage.Queries;

/// <summary>What the hub knows of its terminals.</summary>
public sealed class TerminalQueries(HubDatabase database)
{
    /// <summary>All terminals with their last report, by code.</summary>
    public async Task<IReadOnlyList<TerminalOverview>> ListAsync(CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var context = snapshot.Context;
        var rows = await (
            from t in context.Terminals.AsNoTracking()
            join s in context.Stores on t.Store equals s.Store
            from r in context.TerminalReports.Where(r => r.Terminal == t.Terminal).DefaultIfEmpty()
            orderby t.Terminal
            select new { Terminal = t, StoreName = s.Name, s.TimeZone, Report = r }).ToListAsync(cancellationToken);
        var quarantined = await context.Quarantine.Where(q => q.ReplayedAt == null).GroupBy(q => q.Terminal)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var heads = await context.TerminalHeads.AsNoTracking().ToListAsync(cancellationToken);
        var applied = await context.TerminalApplied.AsNoTracking().ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(r =>
            {
                var own = heads.Where(h => h.Terminal == r.Terminal.Terminal).ToList();
                var newest = own.MaxBy(h => h.Next);
                return new TerminalOverview(
                    r.Terminal, r.StoreName, r.TimeZone, r.Report, quarantined.GetValueOrDefault(r.Terminal.Terminal),
                    newest?.Epoch ?? r.Terminal.Epoch, (newest?.Next ?? 1) - 1,
                    applied.Where(a => a.Terminal == r.Terminal.Terminal && a.Epoch == newest?.Epoch && a.Branch == newest.Branch).Select(a => a.Through).DefaultIfEmpty(0).Max());
            }),
        ];
    }

    /// <summary>What the hub holds of each journal epoch and branch, newest first.</summary>
    public async Task<IReadOnlyList<JournalCompleteness>> CompletenessAsync(TerminalId terminal, CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        return await snapshot.QueryAsync(
            """
            SELECT h.epoch, h.branch, h.start, h.next - 1,
                COALESCE((SELECT MAX(a.through) FROM terminal_applied a WHERE a.terminal = h.terminal AND a.epoch = h.epoch AND a.branch = h.branch), 0),
                (SELECT COUNT(*) FROM sales_order o WHERE o.terminal = h.terminal AND o.epoch = h.epoch AND o.entry LIKE h.terminal || '/' || h.epoch || '/' || h.branch || '/%'),
                (SELECT SUM(o.total) FROM sales_order o WHERE o.terminal = h.terminal AND o.epoch = h.epoch AND o.entry LIKE h.terminal || '/' || h.epoch || '/' || h.branch || '/%'),
                (SELECT MAX(o.currency) FROM sales_order o WHERE o.terminal = h.terminal AND o.epoch = h.epoch),
                (SELECT COUNT(*) FROM sales_order o JOIN terminal_applied a ON a.store = o.store AND a.terminal = o.terminal AND a.epoch = o.epoch AND a.branch = h.branch
                    WHERE o.terminal = h.terminal AND o.epoch = h.epoch AND o.sequence <= a.through AND o.entry LIKE h.terminal || '/' || h.epoch || '/' || h.branch || '/%'),
                (SELECT COUNT(*) FROM quarantine q WHERE q.terminal = h.terminal AND q.epoch = h.epoch AND q.branch = h.branch AND q.replayed_at IS NULL),
                (SELECT f.occurred_at FROM fact f WHERE f.terminal = h.terminal AND f.epoch = h.epoch AND f.branch = h.branch AND f.sequence = h.next - 1),
                (SELECT f.received_at FROM fact f WHERE f.terminal = h.terminal AND f.epoch = h.epoch AND f.branch = h.branch AND f.sequence = h.next - 1)
            FROM terminal_head h WHERE h.terminal = @p0 ORDER BY 12 DESC
            """,
            row => new JournalCompleteness(
                row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt32(5),
                row.IsDBNull(6) ? 0 : row.GetInt64(6), row.IsDBNull(7) ? null : row.GetString(7), row.GetInt32(8), row.GetInt32(9),
                row.IsDBNull(10) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(10))),
            cancellationToken,
            terminal.Value);
    }

    /// <summary>Recent syncs, newest first.</summary>
    public async Task<IReadOnlyList<SyncSessionRow>> SessionsAsync(TerminalId terminal, DateTimeOffset since, int limit, CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        return await snapshot.Context.SyncSessions.AsNoTracking().Where(s => s.Terminal == terminal.Value && s.StartedAt >= since)
            .OrderByDescending(s => s.StartedAt).Take(QueryPage<int>.Limit(limit)).ToListAsync(cancellationToken);
    }

    /// <summary>Rows that this terminal's facts made, per table.</summary>
    public async Task<IReadOnlyDictionary<string, long>> RowsUpAsync(TerminalId terminal, CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var context = snapshot.Context;
        var orders = context.SalesOrders.Where(o => o.Terminal == terminal.Value);
        return new Dictionary<string, long>(StringComparer.Ordinal)
        {
            ["sales_order"] = await orders.LongCountAsync(cancellationToken),
            ["order_line"] = await orders.SumAsync(o => o.Lines, cancellationToken),
            ["payment"] = await (from p in context.Payments join o in orders on new { p.Store, p.Entry } equals new { o.Store, o.Entry } select p).LongCountAsync(cancellationToken),
            ["shift"] = await context.Shifts.LongCountAsync(s => s.Terminal == terminal.Value, cancellationToken),
            ["cash_movement"] = await context.CashMovements.LongCountAsync(c => c.Terminal == terminal.Value, cancellationToken),
        };
    }

    /// <summary>What is in quarantine, oldest first; of one terminal or of all.</summary>
    public async Task<IReadOnlyList<QuarantineEntry>> QuarantineAsync(TerminalId? terminal, int limit, CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var context = snapshot.Context;
        var rows = await (
            from q in context.Quarantine.AsNoTracking()
            join f in context.Facts on new { q.Terminal, q.Epoch, q.Branch, q.Sequence } equals new { f.Terminal, f.Epoch, f.Branch, f.Sequence }
            where q.ReplayedAt == null && (terminal == null || q.Terminal == terminal.Value.Value)
            orderby q.Since, q.Sequence
            select new { Row = q, f.Type, f.ReceivedAt, f.Content }).Take(QueryPage<int>.Limit(limit)).ToListAsync(cancellationToken);
        return [.. rows.Select(r => Entry(r.Row, r.Type, r.ReceivedAt, r.Content))];
    }

    private static QuarantineEntry Entry(QuarantineRow row, string? type, DateTimeOffset receivedAt, byte[] content)
    {
        // What is readable of it helps a person to decide, even if it can't be applied.
        var order = FactHash.TryReadContent(content, out var fact) && fact is not null && row.Code != "DAMAGED"
            && FactCodec.Read(fact) is FactReading.Understood { Body: OrderCompleted body } ? body : null;
        return new QuarantineEntry(
            row.Id, row.Terminal, row.Store, row.Epoch, row.Branch, row.Sequence, row.Code, row.Reason, QuarantineText.Remedy(row.Code), receivedAt, type,
            order?.ReceiptNumber.Value, order?.TotalMinorUnits, order?.Rules.Currency.Code);
    }
}
