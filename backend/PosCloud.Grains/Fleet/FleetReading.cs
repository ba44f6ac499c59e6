using Microsoft.EntityFrameworkCore;
using PosCloud.Grains.Contracts;
using PosCloud.Grains.Stores;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Backups;

namespace PosCloud.Grains.Fleet;

/// <summary>Reads the first page's numbers from the database.</summary>
public sealed class FleetReading(HubDatabase database, TimeProvider clock, BackupOptions? backup = null)
{
    private readonly TimeSpan _remindAfter = TimeSpan.FromHours((backup ?? new BackupOptions()).RemindOfBackupAfterHours);

    /// <summary>Orders of the last hour that are read when the grain starts; beyond it the chart begins empty.</summary>
    private const int MaxOrdersOfHour = 50_000;

    public async Task<FleetCounts> CountAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var hub = snapshot.Context;
        var stores = await hub.Stores.AsNoTracking().Select(s => new { s.Store, s.TimeZone }).ToListAsync(cancellationToken);
        var (today, lastWeek, orders) = (new Dictionary<string, long>(StringComparer.Ordinal), new Dictionary<string, long>(StringComparer.Ordinal), 0);
        foreach (var store in stores)
        {
            var midnight = StoreDay.StartOfToday(store.TimeZone, now);
            orders += await AddAsync(hub, today, store.Store, midnight, now.AddDays(1), cancellationToken);
            await AddAsync(hub, lastWeek, store.Store, midnight.AddDays(-7), now.AddDays(-7), cancellationToken);
        }

        var age = await new BackupRegister(database).ReadAsync(now, cancellationToken);
        var since = await hub.HubEpochs.AsNoTracking().OrderBy(e => e.StartedAt).Select(e => (DateTimeOffset?)e.StartedAt).FirstOrDefaultAsync(cancellationToken);
        return new FleetCounts(
            orders,
            [.. today.Select(t => new Amount(t.Value, t.Key))],
            [.. lastWeek.Select(t => new Amount(t.Value, t.Key))],
            await hub.Exceptions.CountAsync(e => e.ResolvedAt == null, cancellationToken),
            await hub.Quarantine.CountAsync(q => q.ReplayedAt == null, cancellationToken))
        {
            BackupAt = age.Newest,
            BackupReminder = BackupReminder.Of(age, since, now, _remindAfter),
        };
    }

    /// <summary>When the orders of the last hour reached the hub.</summary>
    public async Task<IReadOnlyList<DateTimeOffset>> OrdersOfLastHourAsync(CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow().AddMinutes(-MinuteCounts.Minutes);
        await using var hub = database.NewContext();
        return await hub.Facts.AsNoTracking()
            .Where(f => f.ReceivedAt >= since && f.Type == "OrderCompleted")
            .OrderBy(f => f.ReceivedAt).Take(MaxOrdersOfHour)
            .Select(f => f.ReceivedAt).ToListAsync(cancellationToken);
    }

    private static async Task<int> AddAsync(
        HubDbContext hub, Dictionary<string, long> sums, string store, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var (first, end) = (from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds());
        var found = await hub.SalesOrders.AsNoTracking()
            .Where(o => o.Store == store && o.OccurredAt >= first && o.OccurredAt < end)
            .GroupBy(o => o.Currency)
            .Select(g => new { Currency = g.Key, Orders = g.Count(), Total = g.Sum(o => o.Total) })
            .ToListAsync(cancellationToken);
        foreach (var sum in found) sums[sum.Currency] = sums.GetValueOrDefault(sum.Currency) + sum.Total;
        return found.Sum(f => f.Orders);
    }
}
