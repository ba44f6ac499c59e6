using Microsoft.EntityFrameworkCore;
using PosCloud.Domain.Catalogue;
using PosCloud.Domain.Identity;

namespace PosCloud.HubStorage.Queries;

/// <summary>Stock of a store and the ledger behind each number.</summary>
public sealed class StockQueries(HubDatabase database)
{
    /// <param name="search">Part of a name, sku or barcode; null for all.</param>
    public async Task<QueryPage<StockLine>> ListAsync(StoreId store, string? search, string? after, int limit, CancellationToken cancellationToken)
    {
        limit = QueryPage<StockLine>.Limit(limit);
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var read = await Lines(snapshot.Context, store, search, after).Take(limit + 1).ToListAsync(cancellationToken);
        return QueryPage<StockLine>.Of(read, limit, s => s.Sku);
    }

    /// <summary>One sku; null when the store has no stock row of it.</summary>
    public async Task<StockLine?> FindAsync(StoreId store, Sku sku, CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        return await Lines(snapshot.Context, store, null, null, sku.Value).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>On hand and version as committed: what a SKU grain starts from.</summary>
    public async Task<(long OnHandThousandths, long Version)> CommittedAsync(StoreId store, Sku sku, CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var found = await snapshot.QueryAsync(
            "SELECT on_hand, version FROM stock WHERE store = @p0 AND sku = @p1", row => (row.GetInt64(0), row.GetInt64(1)), cancellationToken, store.Value, sku.Value);
        return found.Count == 0 ? (0, 0) : found[0];
    }

    /// <summary>The movements of a sku, newest first, with the uploads they were reconciled from; null without a stock row.</summary>
    public async Task<StockLedgerView?> LedgerAsync(StoreId store, Sku sku, int limit, CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var line = await Lines(snapshot.Context, store, null, null, sku.Value).FirstOrDefaultAsync(cancellationToken);
        if (line is null) return null;
        var rows = await LedgerRows(snapshot.Context)
            .Where(r => r.Store == store.Value && r.Sku == sku.Value).OrderByDescending(r => r.StockVersion).Take(QueryPage<int>.Limit(limit)).ToListAsync(cancellationToken);
        var sums = await snapshot.QueryAsync(
            """
            SELECT COUNT(*), COALESCE(SUM(quantity + compensation), 0),
                COALESCE(SUM(CASE WHEN kind = 'sold' THEN quantity + compensation ELSE 0 END), 0),
                COALESCE(SUM(CASE WHEN kind = 'returned' THEN quantity + compensation ELSE 0 END), 0)
            FROM movement WHERE store = @p0 AND sku = @p1
            """,
            row => (Count: row.GetInt32(0), Sum: row.GetInt64(1), Sold: row.GetInt64(2), Returned: row.GetInt64(3)),
            cancellationToken,
            store.Value,
            sku.Value);
        var total = sums[0];
        return new StockLedgerView(line, rows, total.Count, total.Sum, total.Sold, total.Returned, total.Sum - total.Sold - total.Returned);
    }

    internal static IQueryable<LedgerLine> LedgerRows(HubDbContext context) =>
        from m in context.Movements.AsNoTracking()
        join f in context.Facts on new { m.Terminal, m.Epoch, m.Branch, m.Sequence } equals new { f.Terminal, f.Epoch, f.Branch, f.Sequence }
        from o in context.SalesOrders.Where(o => o.ReceiptNumber == m.ReceiptNumber && o.Terminal == m.Terminal && o.Sequence == m.Sequence && o.Epoch == m.Epoch).DefaultIfEmpty()
        select new LedgerLine
        {
            Store = m.Store,
            Sku = m.Sku,
            MovementId = m.MovementId,
            Line = m.Line,
            Part = m.Part,
            Kind = m.Kind,
            Quantity = m.Quantity,
            Compensation = m.Compensation,
            Counted = m.Counted,
            OnHandAfter = m.OnHandAfter,
            StockVersion = m.StockVersion,
            Terminal = m.Terminal,
            Epoch = m.Epoch,
            Branch = m.Branch,
            Sequence = m.Sequence,
            ReceiptNumber = m.ReceiptNumber,
            Cashier = o == null ? null : o.Cashier,
            OccurredAt = f.OccurredAt ?? 0,
            HappenedAt = m.HappenedAt,
            ReceivedAt = f.ReceivedAt,
            AppliedAt = m.AppliedAt,
            Upload = f.Upload,
            Oversold = m.OnHandAfter < 0 && m.OnHandAfter - m.Quantity - m.Compensation >= 0,
        };

    private static IQueryable<StockLine> Lines(HubDbContext context, StoreId store, string? search, string? after, string? sku = null)
    {
        var stock = context.Stock.AsNoTracking().Where(s => s.Store == store.Value);
        if (sku is not null) stock = stock.Where(s => s.Sku == sku);
        if (after is not null) stock = stock.Where(s => s.Sku.CompareTo(after) > 0);
        var lines =
            from s in stock
            from v in context.Variants.Where(v => v.Sku == s.Sku).DefaultIfEmpty()
            from p in context.Products.Where(p => v != null && p.Id == v.Product).DefaultIfEmpty()
            select new { s, v, p };
        if (!string.IsNullOrWhiteSpace(search))
        {
            var text = SearchText.Of(search);
            var key = Sku.TryParse(search, out var parsed) ? parsed.Value : search.Trim();
            var code = Barcode.TryParse(search, out var barcode) ? barcode.Value : "";
            lines = lines.Where(l => l.s.Sku.Contains(key) || (l.p != null
                && (EF.Functions.Like(l.p.Name, text.AsWritten, SearchText.Escape) || EF.Functions.Like(SearchText.Lower(l.p.Name), text.InLowerCase, SearchText.Escape)))
                || context.Barcodes.Any(b => b.Code == code && b.Sku == l.s.Sku));
        }

        return lines.OrderBy(l => l.s.Sku).Select(l => new StockLine
        {
            Store = l.s.Store,
            Sku = l.s.Sku,
            SkuShown = l.v == null ? l.s.Sku : l.v.SkuShown,
            Name = l.p == null ? l.s.Sku : l.p.Name,
            Options = l.v == null ? "" : l.v.Options,
            Category = l.p == null ? "" : l.p.Category,
            Unit = l.p == null ? "piece" : l.p.Unit,
            OnHand = l.s.OnHand,
            Opening = l.s.Opening,
            Version = l.s.Version,
            Movements = context.Movements.Count(m => m.Store == l.s.Store && m.Sku == l.s.Sku),
            LastMovementAt = context.Movements.Where(m => m.Store == l.s.Store && m.Sku == l.s.Sku)
                .OrderByDescending(m => m.StockVersion).Select(m => (DateTimeOffset?)m.AppliedAt).FirstOrDefault(),
        });
    }
}
