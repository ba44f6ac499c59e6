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
        var heads = await snapshot.Context.TerminalHeads.AsNoTracking().Where(h => h.Terminal == terminal.Value).ToListAsync(cancellationToken);
        var parts = await snapshot.Context.TerminalApplied.AsNoTracking().Where(a => a.Terminal == terminal.Value).ToListAsync(cancellationToken);
        var lines = new List<(JournalCompleteness Line, long ReceivedAt)>();
        foreach (var head in heads) lines.Add(await CompletenessAsync(snapshot, head, parts.Where(p => p.Epoch == head.Epoch && p.Branch == head.Branch), cancellationToken));
        return [.. lines.OrderByDescending(l => l.ReceivedAt).Select(l => l.Line)];
    }

    /// <summary>Rows that this terminal's facts made, per table.</summary>
    public async Task<IReadOnlyDictionary<string, long>> RowsUpAsync(TerminalId terminal, CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var stores = await snapshot.QueryAsync("SELECT store FROM assignment WHERE terminal = @p0", row => row.GetString(0), cancellationToken, terminal.Value);
        var counts = new Dictionary<string, long>(StringComparer.Ordinal) { ["sales_order"] = 0, ["order_line"] = 0, ["payment"] = 0, ["cash_movement"] = 0, ["shift"] = 0 };
        foreach (var store in stores)
        {
            foreach (var table in new[] { "sales_order", "order_line", "payment", "cash_movement" })
            {
                // All entries of a terminal begin with its code and a slash; the character after the slash is 0.
                var sql = $"SELECT CAST(COUNT(*) AS BIGINT) FROM {table} WHERE store = @p0 AND entry > @p1 AND entry < @p2";
                counts[table] += (await snapshot.QueryAsync(sql, row => row.GetInt64(0), cancellationToken, store, terminal.Value + "/", terminal.Value + "0"))[0];
            }

            var shifts = await snapshot.QueryAsync(
                "SELECT CAST(COUNT(*) AS BIGINT) FROM shift WHERE store = @p0 AND terminal = @p1", row => row.GetInt64(0), cancellationToken, store, terminal.Value);
            counts["shift"] += shifts[0];
        }

        return counts;
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

    private static async Task<(JournalCompleteness Line, long ReceivedAt)> CompletenessAsync(
        ReadSnapshot snapshot, TerminalHeadRow head, IEnumerable<TerminalAppliedRow> parts, CancellationToken cancellationToken)
    {
        var (orders, amount, applied, through, currency) = (0, 0L, 0, 0L, (string?)null);
        foreach (var part in parts)
        {
            var sums = await snapshot.QueryAsync(
                """
                SELECT COUNT(*), COALESCE(SUM(total), 0), COALESCE(SUM(CASE WHEN sequence <= @p3 THEN 1 ELSE 0 END), 0), MAX(currency)
                FROM sales_order WHERE store = @p0 AND entry > @p1 AND entry < @p2
                """,
                row => (Orders: row.GetInt32(0), Amount: row.GetInt64(1), Applied: row.GetInt32(2), Currency: row.IsDBNull(3) ? null : row.GetString(3)),
                cancellationToken,
                part.Store, $"{head.Terminal}/{head.Epoch}/{head.Branch}/", $"{head.Terminal}/{head.Epoch}/{head.Branch}0", part.Through);
            (orders, amount, applied) = (orders + sums[0].Orders, amount + sums[0].Amount, applied + sums[0].Applied);
            currency ??= sums[0].Currency;
            through = Math.Max(through, part.Through);
        }

        var last = await snapshot.QueryAsync(
            "SELECT occurred_at, received_at FROM fact WHERE terminal = @p0 AND epoch = @p1 AND branch = @p2 AND sequence = @p3",
            row => (OccurredAt: row.IsDBNull(0) ? (long?)null : row.GetInt64(0), ReceivedAt: row.GetInt64(1)),
            cancellationToken,
            head.Terminal, head.Epoch, head.Branch, head.Next - 1);
        var quarantined = await snapshot.Context.Quarantine.CountAsync(
            q => q.Terminal == head.Terminal && q.Epoch == head.Epoch && q.Branch == head.Branch && q.ReplayedAt == null, cancellationToken);
        var occurredAt = last.Count > 0 && last[0].OccurredAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : (DateTimeOffset?)null;
        return (new JournalCompleteness(head.Epoch, head.Branch, head.Start, head.Next - 1, through, orders, amount, currency, applied, quarantined, occurredAt),
            last.Count > 0 ? last[0].ReceivedAt : 0);
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
