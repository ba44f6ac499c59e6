using PosCloud.Simulation.Hub;

namespace PosCloud.Simulation.Model.Invariants;

/// <summary>What the hub counts on its own rows, against sums over every order that it has accepted: vouchers, points, goods that came back.</summary>
internal static class CreditInvariants
{
    public static void Check(SqlFile hub)
    {
        var orders = hub.List(
            "SELECT content, movement_id FROM fact WHERE status = 'A' AND type = 'OrderCompleted'",
            row => (Fact: OrderFact.Read(FactBytes.ReadContent((byte[])row[0]).Payload), Id: row.GetString(1)));
        Movements(hub, orders);
        Balances(hub, orders);
        Returns(hub, orders);
    }

    /// <summary>I2: every part of an order that moves a voucher or points is entered once, however often the order came.</summary>
    private static void Movements(SqlFile hub, List<(OrderFact Fact, string Id)> orders)
    {
        var expected = orders.SelectMany(order => order.Fact.Credits, (order, part) => (Key: order.Id + "/" + part.Part, part.Of, part.Change)).ToHashSet();
        foreach (var entered in hub.List(
                     "SELECT movement_id || '/' || part, kind, holder, unit, change FROM credit_movement",
                     row => (Key: row.GetString(0), Of: new Holder(row.GetString(1), row.GetString(2), row.GetString(3)), Change: row.GetInt64(4))))
        {
            InvariantBrokenException.Unless(expected.Remove(entered), "I2", $"{entered.Key} moves {entered.Of} by {entered.Change}, which no accepted order says.");
        }

        InvariantBrokenException.Unless(expected.Count == 0, "I2", $"{expected.FirstOrDefault().Key} of an accepted order isn't entered on {expected.FirstOrDefault().Of}.");
    }

    /// <summary>I2: a balance is the sum of what accepted orders did to it. I6: one open exception tells of each that is below 0.</summary>
    private static void Balances(SqlFile hub, List<(OrderFact Fact, string Id)> orders)
    {
        var parts = orders.SelectMany(order => order.Fact.Credits).ToLookup(part => part.Of, part => part.Change);
        var sums = parts.ToDictionary(of => of.Key, of => (Issued: of.Where(change => change > 0).Sum(), Redeemed: -of.Where(change => change < 0).Sum()));
        foreach (var (of, issued, redeemed) in hub.List(
                     "SELECT kind, holder, unit, issued, redeemed FROM credit",
                     row => (new Holder(row.GetString(0), row.GetString(1), row.GetString(2)), row.GetInt64(3), row.GetInt64(4))))
        {
            var sum = sums.GetValueOrDefault(of);
            InvariantBrokenException.Unless(
                (issued, redeemed) == sum, "I2", $"{of} has {issued} put on and {redeemed} taken off; accepted orders make {sum.Issued} and {sum.Redeemed}.");
            sums[of] = (issued, redeemed);
        }

        var counted = hub.Number("SELECT COUNT(*) FROM credit");
        InvariantBrokenException.Unless(sums.Count == counted, "I2", $"orders name {sums.Count} vouchers and customers, {counted} are counted.");
        var missing = sums.Where(sum => sum.Value.Issued < sum.Value.Redeemed).Select(sum => sum.Key.ExceptionId).Order(StringComparer.Ordinal);
        var told = hub.List("SELECT id FROM exception WHERE kind IN ('voucher-overdrawn', 'points-overdrawn') AND resolved_at IS NULL ORDER BY id", row => row.GetString(0));
        InvariantBrokenException.Unless(missing.SequenceEqual(told), "I6", $"below 0 are {string.Join(", ", missing)}; told is of {string.Join(", ", told)}.");
    }

    /// <summary>I2: what came back of a line is the sum over accepted orders, also before its sale is here. I6: one exception tells of each line of which more came back than was sold.</summary>
    private static void Returns(SqlFile hub, List<(OrderFact Fact, string Id)> orders)
    {
        var returned = orders.SelectMany(order => order.Fact.Returned).GroupBy(part => (part.Order, part.Line)).ToDictionary(line => line.Key, line => line.Sum(part => part.Quantity));
        foreach (var (key, quantity) in hub.List("SELECT order_id, line, returned FROM refunded WHERE line > 0", row => ((row.GetString(0), row.GetInt64(1)), row.GetInt64(2))))
        {
            returned.Remove(key, out var sum);
            InvariantBrokenException.Unless(sum == quantity, "I2", $"of {key} {quantity} are counted as returned; accepted orders return {sum}.");
            if (quantity > 0) returned[key] = quantity;
        }

        var counted = hub.Number("SELECT COUNT(*) FROM refunded WHERE line > 0 AND returned > 0");
        InvariantBrokenException.Unless(returned.Count == counted, "I2", $"orders return {returned.Count} lines, {counted} are counted.");
        var over = orders.SelectMany(order => order.Fact.Sold, (order, line) => (Key: (order.Fact.Order, line.Line), line.Quantity))
            .Where(sold => returned.GetValueOrDefault(sold.Key) > sold.Quantity).Select(sold => $"over-refund/{sold.Key.Order}/{sold.Key.Line}").Distinct().Order(StringComparer.Ordinal).ToList();
        var told = hub.List("SELECT id FROM exception WHERE kind = 'over-refund' ORDER BY id", row => row.GetString(0));
        InvariantBrokenException.Unless(over.SequenceEqual(told), "I6", $"of {over.Count} lines more came back than was sold, {told.Count} exceptions tell of it.");
    }
}
