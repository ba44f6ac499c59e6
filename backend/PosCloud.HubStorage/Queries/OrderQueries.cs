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
        var read = await orders.OrderByDescending(o => o.OccurredAt).ThenByDescending(o => o.Entry).Take(limit + 1).ToListAsync(cancellationToken);
        var items = new List<OrderItem>(read.Count);
        foreach (var order in read) items.Add(await ItemAsync(snapshot, order, cancellationToken));
        return QueryPage<OrderItem>.Of(items, limit, o => string.Create(CultureInfo.InvariantCulture, $"{o.OccurredAt}|{o.Entry}"));
    }

    /// <summary>Null when there's no such order.</summary>
    public async Task<OrderView?> FindAsync(StoreId store, string entry, CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var context = snapshot.Context;
        var order = await context.SalesOrders.AsNoTracking().FirstOrDefaultAsync(o => o.Store == store.Value && o.Entry == entry, cancellationToken);
        if (order is null) return null;
        var item = await ItemAsync(snapshot, order, cancellationToken);
        var lines = await context.OrderLines.AsNoTracking().Where(l => l.Store == store.Value && l.Entry == entry).OrderBy(l => l.Line).ToListAsync(cancellationToken);
        var returned = lines.Where(l => l.ReturnsOrder is not null).Select(l => l.ReturnsOrder).Distinct().ToList();
        var receipts = await context.SalesOrders.Where(o => returned.Contains(o.Id)).Select(o => new { o.Id, o.ReceiptNumber }).ToListAsync(cancellationToken);
        var payments = await context.Payments.AsNoTracking().Where(p => p.Store == store.Value && p.Entry == entry).OrderBy(p => p.Number).ToListAsync(cancellationToken);
        var branch = BranchOf(order);
        var fact = await context.Facts.AsNoTracking()
            .FirstAsync(f => f.Terminal == order.Terminal && f.Epoch == order.Epoch && f.Branch == branch && f.Sequence == order.Sequence, cancellationToken);
        // By the ledger's key: there is no index on a movement's place, and the ledger only grows.
        var movements = await StockQueries.LedgerRows(context).Where(m => m.MovementId == fact.MovementId).OrderBy(m => m.Line).ToListAsync(cancellationToken);
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
        var text = SearchText.Of(filter.Text);
        var sku = Sku.TryParse(filter.Text, out var parsed) ? parsed.Value : "";
        return orders.Where(o => EF.Functions.Like(SearchText.Lower(o.ReceiptNumber), text.InLowerCase, SearchText.Escape)
            || context.OrderLines.Any(l => l.Store == o.Store && l.Entry == o.Entry && (l.Sku == sku
                || EF.Functions.Like(l.Name, text.AsWritten, SearchText.Escape) || EF.Functions.Like(SearchText.Lower(l.Name), text.InLowerCase, SearchText.Escape))));
    }

    // By the fact's and the progress row's whole keys: joins over the branch inside the entry would scan a terminal's facts per order.
    private static async Task<OrderItem> ItemAsync(ReadSnapshot snapshot, SalesOrderRow order, CancellationToken cancellationToken)
    {
        var branch = BranchOf(order);
        var received = await snapshot.QueryAsync(
            "SELECT received_at FROM fact WHERE terminal = @p0 AND epoch = @p1 AND branch = @p2 AND sequence = @p3",
            row => row.GetInt64(0), cancellationToken, order.Terminal, order.Epoch, branch, order.Sequence);
        var through = await snapshot.QueryAsync(
            "SELECT through FROM terminal_applied WHERE store = @p0 AND terminal = @p1 AND epoch = @p2 AND branch = @p3",
            row => row.GetInt64(0), cancellationToken, order.Store, order.Terminal, order.Epoch, branch);
        return new OrderItem
        {
            Store = order.Store,
            Entry = order.Entry,
            ReceiptNumber = order.ReceiptNumber,
            Terminal = order.Terminal,
            OccurredAt = order.OccurredAt,
            ReceivedAt = DateTimeOffset.FromUnixTimeMilliseconds(received.FirstOrDefault()),
            Total = order.Total,
            Currency = order.Currency,
            Lines = order.Lines,
            Kind = order.Kind,
            Status = through.FirstOrDefault() >= order.Sequence ? "applied" : "received",
            Cashier = order.Cashier,
        };
    }

    private static string BranchOf(SalesOrderRow order) => order.Entry.Split('/') is { Length: 4 } parts ? parts[2] : "";

    private static (long OccurredAt, string Entry)? Parse(string? after)
    {
        var bar = after?.IndexOf('|', StringComparison.Ordinal) ?? -1;
        return bar > 0 && long.TryParse(after.AsSpan(0, bar), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var at) ? (at, after![(bar + 1)..]) : null;
    }

    private static string? TraceParent(FactRow row) =>
        FactHash.TryReadContent(row.Content, out var fact) && fact is not null && FactCodec.Read(fact) is FactReading.Understood read ? read.Body.Context.TraceParent : null;
}
