using PosCloud.TestKit.Programs;

namespace PosCloud.DevTools.Replay;

/// <summary>What the hub says it holds, asked through its own verbs.</summary>
internal sealed record HubSums(
    IReadOnlyList<(string Receipt, long Pence)> Orders,
    long SalesPence,
    long ReturnsPence,
    int Quarantined,
    IReadOnlyList<(string Kind, string? Terminal)> Exceptions,
    IReadOnlyDictionary<string, long> StockChangeThousandths,
    IReadOnlyDictionary<string, long> OnHandThousandths,
    IReadOnlyList<string> Violations)
{
    public static async Task<HubSums> AskAsync(HubProgram hub, string store, CancellationToken cancellation)
    {
        var amounts = (await hub.RunAsync(cancellation, "orders", "--store", store)).Expect(0).Json.GetProperty("orders").EnumerateArray()
            .Select(order => (
                Receipt: order.GetProperty("receiptNumber").GetString()!,
                Pence: order.GetProperty("total").GetProperty("amount").GetInt64()))
            .ToList();
        var stock = (await hub.RunAsync(cancellation, "stock", "--store", store)).Expect(0).Json.GetProperty("stock").EnumerateArray()
            .Select(row => (
                Sku: row.GetProperty("sku").GetString()!,
                OnHand: row.GetProperty("onHand").GetInt64(),
                Opening: row.GetProperty("opening").GetInt64()))
            .ToList();
        var exceptions = (await hub.RunAsync(cancellation, "exceptions")).Expect(0).Json.GetProperty("exceptions").EnumerateArray()
            .Select(row => (row.GetProperty("kind").GetString()!, row.GetProperty("terminal").GetString()))
            .ToList();
        var verified = (await hub.RunAsync(cancellation, "verify")).Expect(0, 1).Json;
        return new HubSums(
            amounts,
            amounts.Where(order => order.Pence > 0).Sum(order => order.Pence),
            amounts.Where(order => order.Pence < 0).Sum(order => order.Pence),
            verified.GetProperty("quarantined").GetInt32(),
            exceptions,
            stock.ToDictionary(row => row.Sku, row => row.OnHand - row.Opening),
            stock.ToDictionary(row => row.Sku, row => row.OnHand),
            [.. verified.GetProperty("violations").EnumerateArray().Select(violation => violation.ToString())]);
    }
}
