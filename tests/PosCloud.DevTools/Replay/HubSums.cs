using PosCloud.TestKit.Programs;

namespace PosCloud.DevTools.Replay;

/// <summary>What the hub says it holds, asked through its own verbs.</summary>
internal sealed record HubSums(
    IReadOnlyList<string> Receipts,
    long SalesPence,
    long ReturnsPence,
    int Quarantined,
    int Exceptions,
    IReadOnlyDictionary<string, long> StockChangeThousandths,
    IReadOnlyList<string> Violations)
{
    public static async Task<HubSums> AskAsync(HubProgram hub, string store, CancellationToken cancellation)
    {
        var amounts = (await hub.RunAsync(cancellation, "orders", "--store", store)).Expect(0).Json.GetProperty("orders").EnumerateArray()
            .Select(order => (
                Receipt: order.GetProperty("receiptNumber").GetString()!,
                Total: order.GetProperty("total").GetProperty("amount").GetInt64()))
            .ToList();
        var stock = (await hub.RunAsync(cancellation, "stock", "--store", store)).Expect(0).Json.GetProperty("stock").EnumerateArray()
            .ToDictionary(
                row => row.GetProperty("sku").GetString()!,
                row => row.GetProperty("onHand").GetInt64() - row.GetProperty("opening").GetInt64());
        var exceptions = (await hub.RunAsync(cancellation, "exceptions")).Expect(0).Json.GetProperty("exceptions").GetArrayLength();
        var verified = (await hub.RunAsync(cancellation, "verify")).Expect(0, 1).Json;
        return new HubSums(
            [.. amounts.Select(order => order.Receipt)],
            amounts.Where(order => order.Total > 0).Sum(order => order.Total),
            amounts.Where(order => order.Total < 0).Sum(order => order.Total),
            verified.GetProperty("quarantined").GetInt32(),
            exceptions,
            stock,
            [.. verified.GetProperty("violations").EnumerateArray().Select(violation => violation.ToString())]);
    }
}
