using System.Globalization;
using PosCloud.TestKit.Retail;

namespace PosCloud.DevTools.Replay;

/// <summary>What the file holds, what the hub holds, and where they differ.</summary>
internal sealed record ReplayReport(RetailSums File, ReplayedOrders Sold, int RowsAtHub, HubSums Hub, IReadOnlyList<string> Differences, double Seconds)
{
    public bool Ok => Differences.Count == 0;

    public static ReplayReport Compare(RetailSums file, ReplayedOrders sold, HubSums hub, TimeSpan took)
    {
        var rowsAtHub = hub.Receipts.Distinct().Sum(sold.RowsOf);
        var differences = new List<string>();
        Expect(differences, "rows = imported + refused + quarantined", file.Rows, rowsAtHub + file.Refused.Values.Sum() + hub.Quarantined);
        Expect(differences, "quarantined", 0, hub.Quarantined);
        Expect(differences, "imported rows", file.Imported, rowsAtHub);
        Expect(differences, "orders", file.Invoices, hub.Receipts.Count);
        Expect(differences, "different receipt numbers", hub.Receipts.Count, hub.Receipts.Distinct().Count());
        Expect(differences, "sales in pence", file.SalesPence, hub.SalesPence);
        Expect(differences, "returns in pence", file.ReturnsPence, hub.ReturnsPence);
        foreach (var (sku, change) in file.StockChange)
        {
            Expect(differences, $"stock change of {sku} in thousandths", change * 1_000, hub.StockChangeThousandths.GetValueOrDefault(sku));
        }

        differences.AddRange(hub.Violations.Select(violation => $"verify: {violation}"));
        return new ReplayReport(file, sold, rowsAtHub, hub, differences, Math.Round(took.TotalSeconds, 1));
    }

    public void Print(TextWriter output)
    {
        Line(output, "rows of the file", File.Rows);
        Line(output, "  imported, that is in an order at the hub", RowsAtHub);
        foreach (var (reason, count) in File.Refused)
        {
            Line(output, $"  refused, {reason}", count);
        }

        Line(output, "  quarantined", Hub.Quarantined);
        Line(output, "prices rounded from a third decimal", File.RoundedPrices);
        Line(output, "orders at the hub", Hub.Receipts.Count);
        Line(output, "  of them sold while the terminal was offline", Sold.WhileOffline);
        Line(output, "days on which the hub was killed", Sold.HubKills);
        Line(output, "sales in pence, file and hub", $"{Text(File.SalesPence)}  {Text(Hub.SalesPence)}");
        Line(output, "returns in pence, file and hub", $"{Text(File.ReturnsPence)}  {Text(Hub.ReturnsPence)}");
        Line(output, "skus with their stock compared", File.StockChange.Count);
        Line(output, "oversell exceptions", Hub.Exceptions);
        Line(output, "seconds", Text(Seconds));
        foreach (var difference in Differences.Take(50))
        {
            output.WriteLine($"  DIFFERS  {difference}");
        }

        output.WriteLine(Ok ? "Everything adds up." : Text($"{Differences.Count} differences."));
    }

    private static void Expect(List<string> differences, string what, long expected, long actual)
    {
        if (expected != actual)
        {
            differences.Add(Text($"{what}: {actual}, must be {expected}"));
        }
    }

    private static void Line(TextWriter output, string what, object value) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-76}{value,12}"));

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
