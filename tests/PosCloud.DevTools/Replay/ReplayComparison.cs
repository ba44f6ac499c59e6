using System.Globalization;
using PosCloud.DevTools.Terminals;
using PosCloud.HubStorage;
using PosCloud.TestKit.Retail;

namespace PosCloud.DevTools.Replay;

/// <summary>Compares what the tills printed with the file and with the hub, and collects what differs.</summary>
internal sealed class ReplayComparison(RetailSums file, IReadOnlyList<PrintedOrder> printed, HubSums hub)
{
    private readonly List<string> _differences = [.. hub.Violations.Select(violation => $"hub verify: {violation}")];
    private int _rowsAtHub;

    /// <summary>Every receipt that any device printed is at the hub exactly once, and nothing else is.</summary>
    public void Orders()
    {
        // A clone prints numbers that its twin prints too; with its total each of the two stands for itself.
        var here = printed.ToLookup(order => (order.ReceiptNumber, order.Pence));
        var there = hub.Orders.CountBy(order => order).ToDictionary();
        foreach (var orders in here)
        {
            var count = there.GetValueOrDefault(orders.Key);
            _rowsAtHub += orders.Take(count).Sum(order => order.Invoice.Rows.Count);
            Expect($"orders at the hub for receipt {orders.Key.ReceiptNumber} over {orders.Key.Pence} pence", orders.Count(), count);
        }

        foreach (var ((receipt, pence), count) in there.Where(order => !here.Contains(order.Key)))
            _differences.Add(Text($"the hub has {count} of receipt {receipt} over {pence} pence, which nobody printed"));
        Expect("rows = imported + refused + quarantined", file.Rows, _rowsAtHub + file.Refused.Values.Sum() + hub.Quarantined);
        Expect("quarantined", 0, hub.Quarantined);
        Expect("imported rows", file.Imported, _rowsAtHub);
        Expect("orders", file.Invoices, hub.Orders.Count);
        Expect("sales in pence", file.SalesPence, hub.SalesPence);
        Expect("returns in pence", file.ReturnsPence, hub.ReturnsPence);
        foreach (var (sku, change) in file.StockChange) Expect($"stock change of {sku} in thousandths", change * 1_000, hub.StockChangeThousandths.GetValueOrDefault(sku));
    }

    /// <summary>The files of a device are whole, its tables are the hub's, and it shows the hub's stock.</summary>
    public void Till(string name, TillAnswer books, IReadOnlyDictionary<string, string> tables)
    {
        _differences.AddRange(books.Violations!.Select(violation => $"{name} verify: {violation}"));
        foreach (var (table, rows) in tables.Where(table => books.Tables![table.Key] != table.Value))
            _differences.Add($"{name} has other rows of {table}: {books.Tables![table]}, the hub {rows}");
        foreach (var (sku, onHand) in hub.OnHandThousandths) Expect($"{name} shows of {sku}", onHand, books.Available!.GetValueOrDefault(sku));
    }

    /// <summary>
    /// A person is told of what was done on purpose, once each, and of nothing else but goods below zero and terminals that a
    /// slow machine keeps waiting.
    /// </summary>
    public void Exceptions(string? cloned, string? setBack, string? late)
    {
        var told = hub.Exceptions.Where(row => row.Kind is not (ExceptionKinds.Oversell or ExceptionKinds.SilentTerminal or ExceptionKinds.SalesWaiting)).ToList();
        List<(string Kind, string? Terminal)> expected = cloned is null
            ? []
            : [(ExceptionKinds.Clone, cloned), (ExceptionKinds.Clone, setBack), (ExceptionKinds.Restored, late), (ExceptionKinds.Readmitted, late)];
        foreach (var (kind, terminal) in expected.Concat(told).Distinct())
            Expect($"exceptions {kind} of {terminal}", expected.Count(row => row == (kind, terminal)), told.Count(row => row == (kind, terminal)));
    }

    public ReplayReport Report(int whileOffline, ChaosPlan? plan, IReadOnlyDictionary<string, int> happened, TimeSpan selling, TimeSpan took) => new(
        file,
        hub.Orders.Count,
        whileOffline,
        _rowsAtHub,
        hub.Quarantined,
        hub.SalesPence,
        hub.ReturnsPence,
        hub.Exceptions.CountBy(row => row.Kind).ToDictionary(),
        printed.GroupBy(order => order.ReceiptNumber).Count(receipt => receipt.Count() > 1),
        plan is null ? null : new ChaosReport(plan.Seed, [.. plan.Steps.Select(step => step.ToString())], happened),
        _differences,
        Math.Round(selling.TotalSeconds, 1),
        Math.Round(took.TotalSeconds, 1));

    private void Expect(string what, long expected, long actual)
    {
        if (expected != actual) _differences.Add(Text($"{what}: {actual}, must be {expected}"));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
