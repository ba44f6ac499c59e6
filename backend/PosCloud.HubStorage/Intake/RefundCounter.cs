using PosCloud.Domain.Facts;
using PosCloud.HubStorage.Rows;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage.Intake;

/// <summary>
/// Counts what was returned of each order line, on counter rows that sale and return both lock, so that two terminals
/// that refund one line offline are noticed, also when the return arrives before its sale.
/// </summary>
internal static class RefundCounter
{
    private static readonly string[] Columns = ["order_id", "line", "returned", "reported"];

    /// <summary>Notes the order's returns and judges its lines; its rows are already written.</summary>
    public static async Task CountAsync(HubTransaction transaction, FactPlace place, Fact fact, OrderCompleted order)
    {
        var id = order.Order.ToString();
        var isNew = await OpenAsync(transaction, id, 0) == 1;
        // A counter that exists already means that returns of this order came before it.
        if (!isNew && order.Lines.Any(l => l.Quantity.Thousandths > 0)) await JudgeAsync(transaction, place, fact, order, id, line: null);
        foreach (var line in order.Lines)
        {
            if (line.Returns is not { } returned || line.Quantity.Thousandths >= 0) continue;
            var sold = returned.Order.ToString();
            await OpenAsync(transaction, sold, 0);
            await OpenAsync(transaction, sold, returned.Line);
            await transaction.ExecuteAsync(
                "UPDATE refunded SET returned = returned + @p2 WHERE order_id = @p0 AND line = @p1", sold, (long)returned.Line, -line.Quantity.Thousandths);
            await JudgeAsync(transaction, place, fact, order, sold, returned.Line);
        }
    }

    private static Task<int> OpenAsync(HubTransaction transaction, string order, long line) =>
        transaction.ExecuteAsync(transaction.Database.InsertIfAbsent("refunded", Columns, keyLength: 2), order, line, 0L, false);

    private static async Task JudgeAsync(HubTransaction transaction, FactPlace place, Fact fact, OrderCompleted order, string sold, long? line)
    {
        var over = await transaction.QueryAsync(
            """
            SELECT r.line, r.returned, l.quantity, o.receipt_number, o.terminal, l.sku, o.occurred_at, o.entry FROM refunded r
            JOIN sales_order o ON o.id = r.order_id
            JOIN order_line l ON l.store = o.store AND l.entry = o.entry AND l.line = r.line
            WHERE r.order_id = @p0 AND (@p1 IS NULL OR r.line = @p1) AND r.reported = @p2 AND l.quantity > 0 AND r.returned > l.quantity
            ORDER BY r.line, o.entry
            """,
            row => new OverRefund(
                row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetInt64(6), row.GetString(7)),
            sold,
            line,
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
