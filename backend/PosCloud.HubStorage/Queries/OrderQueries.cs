using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Rows;

namespace PosCloud.HubStorage.Queries;

/// <summary>Finds orders and shows one with everything that is known of it.</summary>
public sealed class OrderQueries(HubDatabase database)
{
    /// <summary>Newest first by device time.</summary>
    public async Task<QueryPage<OrderItem>> SearchAsync(OrderFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var limit = QueryPage<OrderItem>.Limit(filter.Limit);
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var orders = Filtered(snapshot.Context, filter);
        if (Parse(filter.After) is var (occurredAt, entry))
            orders = orders.Where(o => o.OccurredAt < occurredAt || (o.OccurredAt == occurredAt && o.Entry.CompareTo(entry) < 0));
        var page = orders.OrderByDescending(o => o.OccurredAt).ThenByDescending(o => o.Entry).Take(limit + 1);
        var read = await Items(snapshot.Context, page).OrderByDescending(o => o.OccurredAt).ThenByDescending(o => o.Entry).ToListAsync(cancellationToken);
        return QueryPage<OrderItem>.Of(read, limit, o => string.Create(CultureInfo.InvariantCulture, $"{o.OccurredAt}|{o.Entry}"));
    }

    /// <summary>Null when there's no such order.</summary>
    public async Task<OrderView?> FindAsync(StoreId store, string entry, CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var context = snapshot.Context;
        var item = await Items(context, context.SalesOrders.AsNoTracking().Where(o => o.Store == store.Value && o.Entry == entry)).FirstOrDefaultAsync(cancellationToken);
        if (item is null) return null;
        var order = await context.SalesOrders.AsNoTracking().FirstAsync(o => o.Store == store.Value && o.Entry == entry, cancellationToken);
        var lines = await context.OrderLines.AsNoTracking().Where(l => l.Store == store.Value && l.Entry == entry).OrderBy(l => l.Line).ToListAsync(cancellationToken);
        var returned = lines.Where(l => l.ReturnsOrder is not null).Select(l => l.ReturnsOrder).Distinct().ToList();
        var receipts = await context.SalesOrders.Where(o => returned.Contains(o.Id)).Select(o => new { o.Id, o.ReceiptNumber }).ToListAsync(cancellationToken);
        var payments = await context.Payments.AsNoTracking().Where(p => p.Store == store.Value && p.Entry == entry).OrderBy(p => p.Number).ToListAsync(cancellationToken);
        var branch = entry.Split('/') is { Length: 4 } parts ? parts[2] : "";
        var fact = await context.Facts.AsNoTracking()
            .FirstAsync(f => f.Terminal == order.Terminal && f.Epoch == order.Epoch && f.Branch == branch && f.Sequence == order.Sequence, cancellationToken);
        var movements = await StockQueries.LedgerRows(context)
            .Where(m => m.Terminal == order.Terminal && m.Epoch == order.Epoch && m.Branch == branch && m.Sequence == order.Sequence)
            .OrderBy(m => m.Line).ToListAsync(cancellationToken);
        return new OrderView(
            item, order, lines, receipts.DistinctBy(r => r.Id).ToDictionary(r => r.Id, r => r.ReceiptNumber, StringComparer.Ordinal), payments, movements,
            TraceParent(fact), Convert.ToHexStringLower(fact.ContentHash), Convert.ToHexStringLower(fact.ChainHash));
    }

    private static IQueryable<SalesOrderRow> Filtered(HubDbContext context, OrderFilter filter)
    {
        var orders = context.SalesOrders.AsNoTracking();
        if (filter.Store is not null) orders = orders.Where(o => o.Store == filter.Store);
        if (filter.Terminal is not null) orders = orders.Where(o => o.Terminal == filter.Terminal);
        if (filter.From is { } from) orders = orders.Where(o => o.OccurredAt >= from.ToUnixTimeMilliseconds());
        if (filter.To is { } to) orders = orders.Where(o => o.OccurredAt < to.ToUnixTimeMilliseconds());
        if (string.IsNullOrWhiteSpace(filter.Text)) return orders;
        var text = "%" + StockQueries.Escape(filter.Text.Trim()) + "%";
        var sku = Sku.TryParse(filter.Text, out var parsed) ? parsed.Value : "";
        return orders.Where(o => EF.Functions.Like(o.ReceiptNumber, text, "\\")
            || context.OrderLines.Any(l => l.Store == o.Store && l.Entry == o.Entry && (l.Sku == sku || EF.Functions.Like(l.Name, text, "\\"))));
    }

    private static IQueryable<OrderItem> Items(HubDbContext context, IQueryable<SalesOrderRow> orders) =>
        from o in orders
        join f in context.Facts on new { o.Terminal, o.Epoch, o.Sequence } equals new { f.Terminal, f.Epoch, f.Sequence }
        // The entry holds the branch; comparing it finds the fact on the right one.
        where o.Entry.StartsWith(f.Terminal + "/" + f.Epoch + "/" + f.Branch + "/")
        join a in context.TerminalApplied on new { o.Store, o.Terminal, o.Epoch, f.Branch } equals new { a.Store, a.Terminal, a.Epoch, a.Branch } into applied
        from a in applied.DefaultIfEmpty()
        select new OrderItem
        {
            Store = o.Store,
            Entry = o.Entry,
            ReceiptNumber = o.ReceiptNumber,
            Terminal = o.Terminal,
            OccurredAt = o.OccurredAt,
            ReceivedAt = f.ReceivedAt,
            Total = o.Total,
            Currency = o.Currency,
            Lines = o.Lines,
            Kind = o.Kind,
            Status = a != null && a.Through >= o.Sequence ? "applied" : "received",
            Cashier = o.Cashier,
        };

    private static (long OccurredAt, string Entry)? Parse(string? after)
    {
        var bar = after?.IndexOf('|', StringComparison.Ordinal) ?? -1;
        return bar > 0 && long.TryParse(after.AsSpan(0, bar), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var at) ? (at, after![(bar + 1)..]) : null;
    }

    private static string? TraceParent(FactRow row) =>
        FactHash.TryReadContent(row.Content, out var fact) && fact is not null && FactCodec.Read(fact) is FactReading.Understood read ? read.Body.Context.TraceParent : null;
}
