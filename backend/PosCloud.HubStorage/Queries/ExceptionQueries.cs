using Microsoft.EntityFrameworkCore;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage.Queries;

/// <summary>What people should decide, and their decisions.</summary>
public sealed class ExceptionQueries(HubDatabase database, HubWriter writer)
{
    /// <summary>Newest first.</summary>
    public async Task<QueryPage<ExceptionView>> ListAsync(bool includeResolved, string? store, string? after, int limit, CancellationToken cancellationToken)
    {
        limit = QueryPage<ExceptionView>.Limit(limit);
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var context = snapshot.Context;
        var rows = context.Exceptions.AsNoTracking();
        if (!includeResolved) rows = rows.Where(e => e.ResolvedAt == null);
        if (store is not null) rows = rows.Where(e => e.Store == store);
        if (after is not null && await rows.FirstOrDefaultAsync(e => e.Id == after, cancellationToken) is { } last)
            rows = rows.Where(e => e.RaisedAt < last.RaisedAt || (e.RaisedAt == last.RaisedAt && e.Id.CompareTo(last.Id) < 0));
        var read = await rows.OrderByDescending(e => e.RaisedAt).ThenByDescending(e => e.Id).Take(limit + 1).ToListAsync(cancellationToken);
        var skus = read.Where(e => e.Sku is not null).Select(e => e.Sku).Distinct().ToList();
        var names = await (from v in context.Variants join p in context.Products on v.Product equals p.Id where skus.Contains(v.Sku) select new { v.Sku, p.Name })
            .ToDictionaryAsync(n => n.Sku, n => n.Name, cancellationToken);
        var stock = await context.Stock.AsNoTracking().Where(s => skus.Contains(s.Sku)).Select(s => new { s.Store, s.Sku, s.OnHand }).ToListAsync(cancellationToken);
        var open = await context.Quarantine.Where(q => q.ReplayedAt == null).Select(q => new { q.Terminal, q.Epoch, q.Branch, q.Sequence, q.Id, q.Code }).ToListAsync(cancellationToken);
        return QueryPage<ExceptionView>.Of(
            [
                .. read.Select(e =>
                {
                    var held = e.Kind == ExceptionKinds.Quarantine ? open.Find(q => e.Entry == $"{q.Terminal}/{q.Epoch}/{q.Branch}/{q.Sequence:D12}") : null;
                    return new ExceptionView(
                        e, e.Sku is null ? null : names.GetValueOrDefault(e.Sku), stock.Find(s => s.Store == e.Store && s.Sku == e.Sku)?.OnHand, held?.Id,
                        ExceptionRemedy.Of(e.Kind, held?.Code));
                }),
            ],
            limit,
            e => e.Row.Id);
    }

    /// <summary>Closes it with what was decided; false when it isn't open.</summary>
    public Task<bool> ResolveAsync(string id, string decision, string by, CancellationToken cancellationToken) => writer.RunAsync(
        async transaction =>
        {
            var closed = await transaction.ExecuteAsync(
                "UPDATE exception SET resolved_at = @p1, resolved_by = @p2, resolution = @p3 WHERE id = @p0 AND resolved_at IS NULL",
                id, transaction.NowMilliseconds, by, decision);
            if (closed == 1) await AuditLog.WriteAsync(transaction, by, "resolve", $"Decided {id}: {decision}", target: id);
            return closed == 1;
        },
        cancellationToken);
}
