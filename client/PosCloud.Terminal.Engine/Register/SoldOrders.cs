using Microsoft.Data.Sqlite;
using PosCloud.Domain.Catalogue;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Terminal.Engine.Files;
using PosCloud.Terminal.Engine.Journal;
using PosCloud.Terminal.Engine.Replica;

namespace PosCloud.Terminal.Engine.Register;

/// <summary>Finds a receipt for a refund: in this terminal's journal, else among the store's last 30 days in the replica.</summary>
internal sealed class SoldOrders(TerminalJournal journal, ReplicaStore replica)
{
    public RefundableOrder? Find(ReceiptNumber number)
    {
        var order = OwnOrder(number) ?? OthersOrder(number);
        if (order is null) return null;
        var returned = Returned(order.Order);
        return order with
        {
            Points = order.Points is { } points ? points with { BeforeMinorUnits = returned.Values.Sum(back => back.Amount) } : null,
            Lines = order.Lines.Select(line => returned.TryGetValue(line.Line, out var back)
                ? line with { Remaining = Larger(line.Sold - back.Quantity, Quantity.Zero), PaidBack = new Money(back.Amount, line.Paid.Currency) }
                : line).ToList(),
        };
    }

    /// <summary>The whole fact of an own order; null when this journal doesn't have it.</summary>
    public CompletedOrder? OwnFact(string where, string key) => journal.Identity is not { } identity ? null : journal.Read(connection =>
        connection.Scalar($"SELECT position FROM local_order WHERE {where} = $key", ("$key", key)) is long position
        && FactRows.At(connection, identity.Terminal, position) is { } entry
        && FactCodec.Read(entry.Fact) is FactReading.Understood { Body: OrderCompleted body }
            ? new CompletedOrder(body, entry.Fact.Store, entry.Epoch, entry.Sequence, entry.ContentHash, entry.ChainHash, entry.Fact.OccurredAt)
            : null);

    private RefundableOrder? OwnOrder(ReceiptNumber number)
    {
        if (OwnFact("receipt_number", number.Value) is not { Body: var body } order) return null;
        var currency = body.Rules.Currency;
        var points = Points(body);
        return new RefundableOrder(body.Order, number, order.OccurredAt, body.Total, [
            .. Goods(body).Select(l => new RefundableLine(
                l.Number, l.Sku, l.Name, l.Options, l.Unit, l.Quantity, l.Quantity, new Money(l.UnitPriceMinorUnits, currency), l.PriceVersion,
                l.TaxRate, new Money(l.AmountMinorUnits, currency), Money.Zero(currency))),
        ], IsOwn: true, points is null ? null : body.Customer, points);
    }

    // An exchange says in one number what its goods earned and what those that came back took: the latter isn't theirs.
    private ReturnedPoints? Points(OrderCompleted body)
    {
        if (body.Customer is null) return null;
        var (earned, spent) = ((body.Points?.Earned ?? 0) - Taken(body), body.Points?.Spent ?? 0);
        return (earned, spent) is (0, 0) ? null : new ReturnedPoints(earned, spent, Goods(body).Sum(l => l.AmountMinorUnits), 0);
    }

    /// <summary>Change of the customer's points by the goods that came back with an order.</summary>
    private long Taken(OrderCompleted body) => body.Lines.Where(l => l.Returns is not null).GroupBy(l => l.Returns!.Order).Sum(returned =>
        OwnFact("order_id", returned.Key.ToString()) is { } sold && Points(sold.Body) is { } points
            ? (points with { BeforeMinorUnits = ReturnedBefore(returned.Key, body.Order) }).Of(returned.Sum(l => -l.AmountMinorUnits))
            : 0);

    /// <summary>What of an order came back here before another one.</summary>
    private long ReturnedBefore(OrderId order, OrderId before) => journal.Read(connection => connection.Number(
        """
        SELECT COALESCE(SUM(-r.amount), 0) FROM local_return r JOIN local_order o ON o.order_id = r.order_id
        WHERE r.returns_order = $order AND o.position < (SELECT position FROM local_order WHERE order_id = $before)
        """,
        ("$order", order.ToString()), ("$before", before.ToString())));

    private static IEnumerable<OrderedLine> Goods(OrderCompleted body) => body.Lines.Where(l => l.Quantity > Quantity.Zero && l.Voucher is null);

    private RefundableOrder? OthersOrder(ReceiptNumber number) => replica.Read<RefundableOrder?>(
        connection =>
        {
            var found = connection.List(
                "SELECT store, entry, id, occurred_at, total, currency FROM sales_order WHERE receipt_number = $number ORDER BY entry LIMIT 1",
                row => (Store: row.GetString(0), Entry: row.GetString(1), Id: row.GetString(2), At: row.GetInt64(3), Total: row.GetInt64(4), Currency: row.GetString(5)),
                ("$number", number.Value));
            if (found.Count == 0 || !Guid.TryParse(found[0].Id, out var id) || !Currency.TryParse(found[0].Currency, out var currency)) return null;
            var lines = connection.List(
                """
                SELECT line, sku, name, options, unit, quantity, unit_price, price_version, tax_rate, amount
                FROM order_line WHERE store = $store AND entry = $entry AND quantity > 0 AND sku <> $voucher ORDER BY line
                """,
                row => OthersLine(row, currency), ("$store", found[0].Store), ("$entry", found[0].Entry), ("$voucher", VoucherIssue.Sku.Value));
            return new RefundableOrder(
                new OrderId(id), number, DateTimeOffset.FromUnixTimeMilliseconds(found[0].At), new Money(found[0].Total, currency), lines);
        },
        null);

    private static RefundableLine OthersLine(SqliteDataReader row, Currency currency) => new(
        row.GetInt32(0), Sku.Parse(row.GetString(1)), row.GetString(2), row.TextOrNull(3), GoodsReader.Unit(row.GetString(4)),
        new Quantity(row.GetInt64(5)), new Quantity(row.GetInt64(5)), new Money(row.GetInt64(6), currency), row.NumberOrNull(7),
        ReplicaProfile.Rate(row.GetInt64(8)), new Money(row.GetInt64(9), currency), Money.Zero(currency));

    /// <summary>
    /// Per line what came back so far: own returns, those of parked sales, and the store's that the replica knows and the journal doesn't.
    /// </summary>
    private Dictionary<int, (Quantity Quantity, long Amount)> Returned(OrderId order)
    {
        var returns = journal.Read(connection => connection.List(
            "SELECT order_id, line, returns_line, quantity, amount FROM local_return WHERE returns_order = $order", ReadReturn, ("$order", order.ToString())));
        var others = replica.Read(
            connection => connection.List(
                """
                SELECT o.id, l.line, l.returns_line, l.quantity, l.amount FROM order_line l
                JOIN sales_order o ON o.store = l.store AND o.entry = l.entry WHERE l.returns_order = $order
                """,
                ReadReturn, ("$order", order.ToString())),
            []);
        return returns.Concat(Parked(order)).Concat(others)
            .DistinctBy(r => (r.ByOrder, r.ByLine))
            .GroupBy(r => r.Line)
            .ToDictionary(g => g.Key, g => (new Quantity(g.Sum(r => -r.Quantity)), g.Sum(r => -r.Amount)));
    }

    private IEnumerable<(string ByOrder, long ByLine, int Line, long Quantity, long Amount)> Parked(OrderId order) =>
        from cart in journal.Read(CartStore.ParkedIn)
        where cart.Lines.Any(l => l.Returns?.Order == order)
        from line in Cart.Of(cart, journal.Profile.Rules).Lines
        where line.Line.Returns?.Order == order
        select (cart.Order.ToString(), (long)line.Key, line.Line.Returns!.Line, line.Line.Quantity.Thousandths, line.Amounts.Amount.MinorUnits);

    private static (string ByOrder, long ByLine, int Line, long Quantity, long Amount) ReadReturn(SqliteDataReader row) =>
        (row.GetString(0), row.GetInt64(1), row.GetInt32(2), row.GetInt64(3), row.GetInt64(4));

    private static Quantity Larger(Quantity a, Quantity b) => a > b ? a : b;
}
