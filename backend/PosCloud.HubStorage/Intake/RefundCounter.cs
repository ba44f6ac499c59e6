using PosCloud.Domain.Facts;
using PosCloud.HubStorage.Rows;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage.Intake;

/// <summary>
/// Counts what was returned of each order line, on counter rows that sale and return both lock, so that two terminals
/// that refund one line offline are noticed, also when the return arrives before its sale.
/// </summary>
internal sealed class RefundCounter(HubTransaction transaction)
{
    // Beside the lines, 0 is the order itself: whoever holds it sees all returns that came before, and no other can come meanwhile.
    private const long WholeOrder = 0;

    private const string OverReturned = """
        SELECT r.line, r.returned, l.quantity, o.receipt_number, o.terminal, l.sku, o.occurred_at, o.entry FROM refunded r
        JOIN sales_order o ON o.id = r.order_id
        JOIN order_line l ON l.store = o.store AND l.entry = o.entry AND l.line = r.line
        WHERE r.order_id = @p0 AND r.reported = @p1 AND l.quantity > 0 AND r.returned > l.quantity
        ORDER BY r.line, o.entry
        """;

    private static readonly string[] Columns = ["order_id", "line", "returned", "reported"];

    private readonly HashSet<(string Order, long Line)> _locked = [];
    private readonly HashSet<string> _firstSeen = new(StringComparer.Ordinal);

    /// <summary>
    /// Locks the counters of these orders and of all they return until commit. Asked once for a whole upload, because two
    /// uploads that locked them in the order of their lines could wait for each other.
    /// </summary>
    public async Task LockAsync(IEnumerable<OrderCompleted> orders)
    {
        var keys = orders.SelectMany(KeysOf).Distinct().Where(k => !_locked.Contains(k)).OrderBy(k => k.Order, StringComparer.Ordinal).ThenBy(k => k.Line);
        foreach (var key in keys.ToList())
        {
            var isNew = await transaction.ExecuteAsync(
                transaction.Database.InsertIfAbsent("refunded", Columns, keyLength: 2), key.Order, key.Line, 0L, false) == 1;
            if (isNew && key.Line == WholeOrder) _firstSeen.Add(key.Order);
            if (!isNew) await LockAsync(key);
            _locked.Add(key);
        }
    }

    /// <summary>Notes the order's returns and judges its lines; its rows are already written, its counters locked.</summary>
    public async Task CountAsync(FactPlace place, Fact fact, OrderCompleted order)
    {
        var id = order.Order.ToString();
        // A counter that exists already means that returns of this order came before it.
        if (!_firstSeen.Contains(id) && order.Lines.Any(l => l.Quantity.Thousandths > 0)) await JudgeAsync(place, fact, order, id);
        foreach (var line in ReturnedLines(order))
        {
            var sold = line.Returns!.Order.ToString();
            await transaction.ExecuteAsync(
                "UPDATE refunded SET returned = returned + @p2 WHERE order_id = @p0 AND line = @p1", sold, (long)line.Returns!.Line, -line.Quantity.Thousandths);
            // Its sale can still come in this transaction.
            _firstSeen.Remove(sold);
            await JudgeAsync(place, fact, order, sold);
        }
    }

    private static IEnumerable<OrderedLine> ReturnedLines(OrderCompleted order) => order.Lines.Where(l => l.Returns is not null && l.Quantity.Thousandths < 0);

    private static IEnumerable<(string Order, long Line)> KeysOf(OrderCompleted order) => ReturnedLines(order).Select(l => l.Returns!)
        .SelectMany(returned => new[] { (returned.Order.ToString(), WholeOrder), (returned.Order.ToString(), (long)returned.Line) })
        .Append((order.Order.ToString(), WholeOrder));

    private Task<long> LockAsync((string Order, long Line) key) => transaction.FirstAsync(
        transaction.Database.SelectLocked("returned", "refunded", "order_id = @p0 AND line = @p1"), row => row.GetInt64(0), key.Order, key.Line);

    private async Task JudgeAsync(FactPlace place, Fact fact, OrderCompleted order, string sold)
    {
        var over = await transaction.QueryAsync(
            OverReturned,
            row => new OverRefund(
                row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetInt64(6), row.GetString(7)),
            sold,
            false);
        foreach (var found in over.DistinctBy(o => o.Line))
        {
            await transaction.ExecuteAsync("UPDATE refunded SET reported = @p2 WHERE order_id = @p0 AND line = @p1", sold, found.Line, true);
            await ExceptionLog.RaiseAsync(transaction, Exception(place, fact, order, sold, found));
        }
    }

    private static ExceptionRow Exception(FactPlace place, Fact fact, OrderCompleted order, string sold, OverRefund found) => new()
    {
        Id = $"over-refund/{sold}/{found.Line}",
        Kind = ExceptionKinds.OverRefund,
        Store = fact.Store.Value,
        Terminal = place.Terminal.Value,
        ReceiptNumber = order.ReceiptNumber.Value,
        OtherTerminal = found.Terminal,
        OtherReceiptNumber = found.Receipt,
        Sku = found.Sku,
        Entry = place.Entry,
        OtherEntry = found.Entry,
        OccurredAt = fact.OccurredAt.ToUnixTimeMilliseconds(),
        OtherOccurredAt = found.OccurredAt,
        QuantityBefore = found.Sold,
        QuantityAfter = found.Returned,
        Detail = $"Of line {found.Line} of receipt {found.Receipt}, {new Domain.Measures.Quantity(found.Sold)} were sold and {new Domain.Measures.Quantity(found.Returned)} returned.",
    };

    private readonly record struct OverRefund(
        long Line, long Returned, long Sold, string Receipt, string Terminal, string Sku, long OccurredAt, string Entry);
}
