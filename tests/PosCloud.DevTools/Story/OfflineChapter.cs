using System.Globalization;

namespace PosCloud.DevTools.Story;

/// <summary>The network goes, three orders are sold, everything restarts, and the queue empties by itself.</summary>
internal sealed class OfflineChapter(StoryCast cast, StoryLog log)
{
    private const string Croissant = "BRD-CROI";
    private const string CroissantBarcode = "2010000010372";
    private const long OpeningThousandths = 120_000;

    public async Task PlayAsync(CancellationToken cancellation)
    {
        await ProductsLoadAsync(cancellation);
        await TheNetworkGoesAsync(cancellation);
        var receipts = await ThreeOrdersAsync(cancellation);
        await PowerCutsAsync(cancellation);
        await TheNetworkReturnsAsync(receipts, cancellation);
    }

    private async Task ProductsLoadAsync(CancellationToken cancellation)
    {
        log.Step($"Both terminals of Harbour Street, {cast.FirstName} and {cast.SecondName}, load the products.");
        var expected = (await cast.Hub.TableAsync("product", StoryCast.Store, cancellation)).Length;
        foreach (var (name, terminal) in new[] { (cast.FirstName, cast.First), (cast.SecondName, cast.Second) })
        {
            await terminal.UntilConnectivityAsync("online", cancellation);
            await terminal.UntilAvailableAsync(Croissant, OpeningThousandths, cancellation);
            log.Equal($"{name} products", expected, (await terminal.TableAsync("product", cancellation)).Length);
        }

        (await cast.First.RunAsync(cancellation, "shift", "open", "--float", "100")).Expect(0, 3);
        await cast.First.UntilPendingAsync(0, cancellation);
        log.Saw($"{cast.FirstName} opened its shift with 100 in the drawer; the hub has it");
    }

    private async Task TheNetworkGoesAsync(CancellationToken cancellation)
    {
        log.Step($"The line of {cast.FirstName} is cut.");
        await cast.FirstLine.CutAsync();
        await cast.First.UntilConnectivityAsync("offline", cancellation);
        log.Equal("connectivity", "offline", await cast.First.ConnectivityAsync(cancellation));
        await cast.Hub.UntilHubCallsAsync(cast.FirstName, "offline", cancellation);
        log.Saw($"the hub calls {cast.FirstName} offline too");
        log.Equal("search for \"croiss\" finds", Croissant, await FirstFoundAsync("croiss", cancellation));
        log.Equal("barcode finds", Croissant, await FirstFoundAsync(CroissantBarcode, cancellation));
    }

    private async Task<string[]> ThreeOrdersAsync(CancellationToken cancellation)
    {
        log.Step("Three orders, without a network.");
        var receipts = new List<string>();
        for (var order = 1; order <= 3; order++)
        {
            var sold = await cast.First.SellAsync(cancellation, $"{Croissant}:2", "COF-FLAT", "DEL-GOUD-18:0.486");
            receipts.Add(sold.GetProperty("receiptNumber").GetString()!);
            var total = sold.GetProperty("total").GetProperty("amount").GetInt64();
            log.Equal(string.Create(CultureInfo.InvariantCulture, $"{receipts[^1]} total in cents"), 1461L, total);
            log.Equal(
                "croissants left on this terminal, at once",
                OpeningThousandths - (order * 2_000),
                await cast.First.AvailableAsync(Croissant, cancellation));
        }

        log.Equal("waiting to be sent", 3, await cast.First.PendingAsync(cancellation));
        log.Equal("the hub still has", OpeningThousandths, await cast.Hub.OnHandAsync(Croissant, cancellation));
        return [.. receipts];
    }

    private async Task PowerCutsAsync(CancellationToken cancellation)
    {
        log.Step($"{cast.FirstName} loses power (kill -9) and starts again, still without a network.");
        await cast.First.KillAsync();
        await cast.First.StartAsync(cancellation);
        log.Equal("waiting to be sent", 3, await cast.First.PendingAsync(cancellation));
        log.Equal("croissants left on this terminal", OpeningThousandths - 6_000, await cast.First.AvailableAsync(Croissant, cancellation));
        log.Equal("connectivity", "offline", await cast.First.ConnectivityAsync(cancellation));

        log.Step("The hub loses power too (kill -9) and starts again.");
        await cast.Hub.KillAsync();
        await cast.Second.UntilConnectivityAsync("offline", cancellation);
        log.Saw($"{cast.SecondName} noticed: offline");
        await cast.Hub.StartAsync(cancellation);
        await cast.Second.UntilConnectivityAsync("online", cancellation);
        log.Saw($"{cast.SecondName} is online again by itself");
        await cast.Hub.UntilHubCallsAsync(cast.FirstName, "offline", cancellation);
        log.Saw($"the hub, just started, calls {cast.FirstName} offline");
    }

    private async Task TheNetworkReturnsAsync(string[] receipts, CancellationToken cancellation)
    {
        log.Step($"The line of {cast.FirstName} is joined. Nobody presses anything.");
        cast.FirstLine.Join();
        await cast.First.UntilPendingAsync(0, cancellation);
        log.Equal("waiting to be sent", 0, await cast.First.PendingAsync(cancellation));
        await cast.Hub.UntilOnHandAsync(Croissant, OpeningThousandths - 6_000, cancellation);
        await cast.Second.UntilAvailableAsync(Croissant, OpeningThousandths - 6_000, cancellation);
        log.Equal("croissants at the hub", OpeningThousandths - 6_000, await cast.Hub.OnHandAsync(Croissant, cancellation));
        log.Equal($"croissants on {cast.FirstName}", OpeningThousandths - 6_000, await cast.First.AvailableAsync(Croissant, cancellation));
        log.Equal($"croissants on {cast.SecondName}", OpeningThousandths - 6_000, await cast.Second.AvailableAsync(Croissant, cancellation));

        var orders = (await cast.Hub.RunAsync(cancellation, "orders", "--store", StoryCast.Store)).Expect(0).Json
            .GetProperty("orders").EnumerateArray().Select(order => order.GetProperty("receiptNumber").GetString()!).ToList();
        foreach (var receipt in receipts)
        {
            log.Equal($"{receipt} is at the hub, times", 1, orders.Count(order => order == receipt));
        }
    }

    private async Task<string?> FirstFoundAsync(string text, CancellationToken cancellation) =>
        (await cast.First.RunAsync(cancellation, "find", text)).Expect(0).Json.GetProperty("products").EnumerateArray()
            .Select(product => product.GetProperty("sku").GetString()).FirstOrDefault();
}
