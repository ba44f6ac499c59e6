using Microsoft.EntityFrameworkCore;
using PosCloud.Grains.Contracts;
using PosCloud.Grains.Contracts.Terminals;
using PosCloud.Grains.Stores;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Rows;

namespace PosCloud.Grains.Terminals;

/// <summary>Reads what terminal and fleet grains need from the database.</summary>
public sealed class TerminalReading(HubDatabase database, TimeProvider clock)
{
    /// <summary>Sessions of a day that are loaded when a grain starts; a busy terminal has more, its page shows 50.</summary>
    private const int MaxSessions = 2_000;

    /// <summary>Terminals of one merchant.</summary>
    private const int MaxTerminals = 10_000;

    /// <summary>Null when there is no such terminal.</summary>
    public async Task<StoredTerminal?> LoadAsync(string terminal, CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var hub = snapshot.Context;
        var row = await hub.Terminals.AsNoTracking().FirstOrDefaultAsync(t => t.Terminal == terminal, cancellationToken);
        if (row is null) return null;
        var store = await hub.Stores.AsNoTracking().FirstOrDefaultAsync(s => s.Store == row.Store, cancellationToken);
        var report = await hub.TerminalReports.AsNoTracking().FirstOrDefaultAsync(r => r.Terminal == terminal, cancellationToken);
        var zone = store?.TimeZone ?? "UTC";
        var today = StoreDay.StartOfToday(zone, clock.GetUtcNow());
        var sessions = await hub.SyncSessions.AsNoTracking()
            .Where(s => s.Terminal == terminal && s.StartedAt >= today)
            .OrderByDescending(s => s.StartedAt).Take(MaxSessions)
            .ToListAsync(cancellationToken);
        sessions.Reverse();
        return new StoredTerminal(Summary(row, store, report), zone, store?.Currency ?? "EUR", row.EnrolledAt, row.Machine, [.. sessions.Select(Session)]);
    }

    /// <summary>Every terminal's summary as it was last written down.</summary>
    public async Task<IReadOnlyList<TerminalSummary>> LoadAllAsync(CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var hub = snapshot.Context;
        var stores = await hub.Stores.AsNoTracking().ToDictionaryAsync(s => s.Store, cancellationToken);
        var reports = await hub.TerminalReports.AsNoTracking().Take(MaxTerminals).ToDictionaryAsync(r => r.Terminal, cancellationToken);
        var terminals = await hub.Terminals.AsNoTracking().OrderBy(t => t.Terminal).Take(MaxTerminals).ToListAsync(cancellationToken);
        return [.. terminals.Select(t => Summary(t, stores.GetValueOrDefault(t.Store), reports.GetValueOrDefault(t.Terminal)))];
    }

    public async Task<TerminalCounts> CountAsync(string terminal, string store, string timeZone, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var today = StoreDay.StartOfToday(timeZone, now).ToUnixTimeMilliseconds();
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var hub = snapshot.Context;
        var sales = await hub.SalesOrders.AsNoTracking()
            .Where(o => o.Store == store && o.OccurredAt >= today && o.Terminal == terminal)
            .GroupBy(o => o.Currency)
            .Select(g => new { Currency = g.Key, Orders = g.Count(), Total = g.Sum(o => o.Total), First = g.Min(o => o.OccurredAt) })
            .ToListAsync(cancellationToken);
        var quarantined = await hub.Quarantine.CountAsync(q => q.Terminal == terminal && q.ReplayedAt == null, cancellationToken);
        var revoked = await hub.Terminals.AnyAsync(t => t.Terminal == terminal && t.RevokedAt != null, cancellationToken);
        var clone = await hub.Exceptions.AsNoTracking()
            .Where(e => e.Terminal == terminal && e.Kind == ExceptionKinds.Clone && e.ResolvedAt == null)
            .OrderBy(e => e.RaisedAt).Select(e => e.Detail).FirstOrDefaultAsync(cancellationToken);
        var shift = await hub.Shifts.AsNoTracking()
            .Where(s => s.Store == store && s.Terminal == terminal)
            .OrderByDescending(s => s.Number).ThenByDescending(s => s.OpenedAt)
            .Select(s => new { s.OpenedAt, s.ClosedAt }).FirstOrDefaultAsync(cancellationToken);
        var orders = sales.Sum(s => s.Orders);
        var hours = orders == 0 ? 0 : Math.Max(1, (now - DateTimeOffset.FromUnixTimeMilliseconds(sales.Min(s => s.First))).TotalHours);
        return new TerminalCounts(
            orders,
            sales.Count == 0 ? null : new Amount(sales[0].Total, sales[0].Currency),
            orders == 0 ? 0 : orders / hours,
            quarantined,
            revoked,
            clone,
            shift is { OpenedAt: not null, ClosedAt: null });
    }

    private static TerminalSummary Summary(TerminalRow row, StoreRow? store, TerminalReportRow? report) => new(
        row.Terminal, row.Store, store?.Name ?? row.Store, TerminalStatus.Offline, report?.SeenAt ?? row.EnrolledAt, report?.SeenAt, report?.SyncedAt,
        report?.PendingFacts ?? 0, report?.PendingOrders ?? 0,
        report is { PendingAmount: { } amount, PendingCurrency: { } currency } ? new Amount(amount, currency) : null,
        report?.OldestPendingAt, 0, null, report?.ReplicaAsOf, report?.ClockOffsetMilliseconds, report?.Engine ?? "", report?.Program ?? row.Program,
        report?.LastError, null, 0, null, report?.Quarantined ?? 0, row.RevokedAt is not null, null, null);

    private static StoredSession Session(SyncSessionRow row) => new(
        new SyncSession(row.StartedAt, row.Cause, row.DurationMilliseconds, row.FactsUp, TableCounts.Read(row.Tables), row.BytesUp, row.BytesDown, row.Error ?? SyncResults.Done),
        row.OrdersUp,
        row.OfflineSince);
}
