using Microsoft.EntityFrameworkCore;
using PosCloud.Domain.Identity;

namespace PosCloud.HubStorage.Queries;

/// <summary>Figures for the first page of the dashboard.</summary>
public sealed class FleetQueries(HubDatabase database)
{
    /// <summary>Orders received per minute, oldest first, minutes without any included as 0.</summary>
    public async Task<IReadOnlyList<(DateTimeOffset Minute, int Orders)>> OrdersPerMinuteAsync(DateTimeOffset now, int minutes, CancellationToken cancellationToken)
    {
        const long minute = 60_000;
        var last = now.ToUnixTimeMilliseconds() / minute;
        var first = last - minutes + 1;
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var counts = await snapshot.QueryAsync(
            "SELECT received_at / 60000, COUNT(*) FROM fact WHERE received_at >= @p0 AND type = 'OrderCompleted' AND status = 'A' GROUP BY received_at / 60000",
            row => (Minute: row.GetInt64(0), Orders: row.GetInt32(1)),
            cancellationToken,
            first * minute);
        var found = counts.ToDictionary(c => c.Minute, c => c.Orders);
        return [.. Enumerable.Range(0, minutes).Select(i => (DateTimeOffset.FromUnixTimeMilliseconds((first + i) * minute), found.GetValueOrDefault(first + i)))];
    }

    /// <summary>Orders of one business date per store, terminal and currency; returns count in the amount with their sign.</summary>
    public async Task<IReadOnlyList<SalesOfDay>> SalesAsync(DateOnly businessDate, StoreId? store, CancellationToken cancellationToken)
    {
        var date = businessDate.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var orders = snapshot.Context.SalesOrders.AsNoTracking().Where(o => o.BusinessDate == date);
        if (store is { } one) orders = orders.Where(o => o.Store == one.Value);
        return await orders.GroupBy(o => new { o.Store, o.Terminal, o.Currency })
            .Select(g => new SalesOfDay(g.Key.Store, g.Key.Terminal, g.Key.Currency, g.Count(), g.Sum(o => o.Total), g.Max(o => o.OccurredAt)))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Facts in quarantine.</summary>
    public async Task<int> CountQuarantinedAsync(CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        return await snapshot.Context.Quarantine.CountAsync(q => q.ReplayedAt == null, cancellationToken);
    }
}
