using Microsoft.EntityFrameworkCore;
using PosCloud.Domain.Credits;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Catalogue;
using PosCloud.HubStorage.Rows;

namespace PosCloud.HubStorage.Queries;

/// <summary>Stores and the audit log.</summary>
public sealed class StoreQueries(HubDatabase database)
{
    /// <summary>All stores by code, with the number of their terminals that aren't revoked.</summary>
    public async Task<IReadOnlyList<(StoreRow Store, int Terminals)>> ListAsync(CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var context = snapshot.Context;
        var stores = await context.Stores.AsNoTracking().OrderBy(s => s.Store).ToListAsync(cancellationToken);
        var counts = await context.Terminals.Where(t => t.RevokedAt == null).GroupBy(t => t.Store)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        return [.. stores.Select(s => (s, counts.GetValueOrDefault(s.Store)))];
    }

    /// <summary>What customers collect, by store; a store without an entry gives and takes no points.</summary>
    public async Task<IReadOnlyDictionary<string, StorePoints>> PointsAsync(CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var (earned, point) = (PointsRules.EarnedSku.Value, PointsRules.PointSku.Value);
        var lines = await snapshot.Context.StorePrices.AsNoTracking().Where(p => (p.Sku == earned || p.Sku == point) && p.ValidFrom == 0).ToListAsync(cancellationToken);
        return lines.GroupBy(p => p.Store, StringComparer.Ordinal).ToDictionary(
            s => s.Key,
            s => new StorePoints((int)s.Where(p => p.Sku == earned).Sum(p => p.Amount), s.Where(p => p.Sku == point).Sum(p => p.Amount)),
            StringComparer.Ordinal);
    }

    public async Task<StoreRow?> FindAsync(StoreId store, CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        return await snapshot.Context.Stores.AsNoTracking().FirstOrDefaultAsync(s => s.Store == store.Value, cancellationToken);
    }

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<AuditRow>> AuditAsync(int limit, CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        return await snapshot.Context.Audit.AsNoTracking().OrderByDescending(a => a.At).ThenByDescending(a => a.Id)
            .Take(QueryPage<int>.Limit(limit)).ToListAsync(cancellationToken);
    }
}
