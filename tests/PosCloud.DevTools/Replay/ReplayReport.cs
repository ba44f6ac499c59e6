using System.Globalization;
using PosCloud.TestKit.Retail;

namespace PosCloud.DevTools.Replay;

/// <summary>What the file holds, what the hub holds, what was done to both, and where they differ.</summary>
/// <param name="WhileOffline">Orders sold by a till whose line was cut.</param>
/// <param name="Exceptions">At the hub, by kind.</param>
/// <param name="PrintedTwice">Receipt numbers that two devices printed, or one before and after it was set back.</param>
/// <param name="SellingSeconds">Until the last order was printed.</param>
internal sealed record ReplayReport(
    RetailSums File,
    int Orders,
    int WhileOffline,
    int RowsAtHub,
    int Quarantined,
    long SalesPence,
    long ReturnsPence,
    IReadOnlyDictionary<string, int> Exceptions,
    int PrintedTwice,
    ChaosReport? Chaos,
    IReadOnlyList<string> Differences,
    double SellingSeconds,
    double Seconds)
{
    private const int MostDifferences = 50;

    public bool Ok => Differences.Count == 0;

    public void Print(TextWriter output)
    {
        Line(output, "rows of the file", File.Rows);
        Line(output, "  imported, that is in an order at the hub", RowsAtHub);
        foreach (var (reason, count) in File.Refused) Line(output, $"  refused, {reason}", count);
        Line(output, "  quarantined", Quarantined);
        Line(output, "prices rounded from a third decimal", File.RoundedPrices);
        Line(output, "orders at the hub", Orders);
        Line(output, "  of them sold while the terminal was offline", WhileOffline);
        Line(output, "sales in pence, file and hub", $"{Text(File.SalesPence)}  {Text(SalesPence)}");
        Line(output, "returns in pence, file and hub", $"{Text(File.ReturnsPence)}  {Text(ReturnsPence)}");
        Line(output, "skus with their stock compared", File.StockChange.Count);
        foreach (var (kind, count) in Exceptions) Line(output, $"exceptions for a person, {kind}", count);
        foreach (var (what, count) in Chaos?.Happened ?? new Dictionary<string, int>()) Line(output, $"done on purpose, {what}", count);
        if (Chaos is not null) Line(output, "receipt numbers printed twice, by a copy or from one", PrintedTwice);
        Line(output, "seconds until the last sale, and in all", $"{Text(SellingSeconds)}  {Text(Seconds)}");
        foreach (var difference in Differences.Take(MostDifferences)) output.WriteLine($"  DIFFERS  {difference}");
        output.WriteLine(Ok ? "Everything adds up." : $"{Text(Differences.Count)} differences.");
    }

    private static void Line(TextWriter output, string what, object value) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-76}{value,12}"));

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
