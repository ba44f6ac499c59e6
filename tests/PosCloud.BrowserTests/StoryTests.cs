using Microsoft.Playwright;
using PosCloud.BrowserTests.Browser;
using PosCloud.BrowserTests.Shop;
using PosCloud.TestKit;

namespace PosCloud.BrowserTests;

/// <summary>The story of the product, in a real browser against the real programs.</summary>
public sealed class StoryTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string LowStock = "Buckwheat honey";

    [Fact]
    public async Task A_shop_sells_through_an_outage_and_nothing_is_lost()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var dashboard = await chromium.OpenAsync(1440, 900);
        await using var shop = await RunningShop.StartAsync(7100, terminals: 2, cancellation);
        await shop.SignInAsync(dashboard, cancellation);
        var till = new TerminalSteps(await chromium.OpenAsync(1366, 768), shop.Terminals[0].Address);
        await till.OpenAsync();
        await till.SaysAsync("Online");
        await DashboardSteps.TerminalSaysAsync(dashboard, "S1T1", "In sync");
        var before = await OnHandAsync(shop, cancellation);

        // The line is cut: the terminal and the open dashboard both say so by themselves.
        await shop.Lines[0].CutAsync();
        await till.SaysAsync("Offline");
        await DashboardSteps.TerminalSaysAsync(dashboard, "S1T1", "Offline", 30_000);

        var receipts = new List<string> { await SellAsync(till), await SellAsync(till), await SellAsync(till) };
        await till.SaysAsync("3 sales saved here");
        Assert.Equal(receipts.Distinct(), receipts);

        // Reload, restart, and a browser without its terminal: the three are still there.
        await till.ReloadAsync();
        await till.SaysAsync("3 sales saved here");
        await shop.Terminals[0].KillAsync();
        await shop.Terminals[0].StartAsync(cancellation);
        await till.ReloadAsync();
        await till.SaysAsync("3 sales saved here");
        await UnreachableAndBackAsync(till);
        await till.SaysAsync("3 sales saved here");

        // The hub itself dies while the line is down, and both come back.
        await shop.Hub.KillAsync();
        shop.Lines[0].Join();
        await till.SaysAsync("3 sales saved here");
        await shop.Hub.StartAsync(cancellation);
        await till.SaysAsync("all sales sent", 60_000);
        await DashboardSteps.TerminalSaysAsync(dashboard, "S1T1", "In sync", 60_000);

        await Waiting.UntilAsync("stock falls by three on the hub", async () => await OnHandAsync(shop, cancellation) == before - 3000, TimeSpan.FromSeconds(20), cancellation);
        await Waiting.UntilAsync("stock falls by three on the other terminal", async () =>
            (await shop.Terminals[1].RunAsync(cancellation, "stock", await SkuAsync(shop, cancellation))).Expect(0).Json.GetProperty("available").GetInt64() == before - 3000,
            TimeSpan.FromSeconds(20), cancellation);
        var orders = (await shop.Hub.RunAsync(cancellation, "orders", "--store", "S1")).Expect(0).Json.GetProperty("orders");
        Assert.Equal(receipts.Order(), orders.EnumerateArray().Select(o => o.GetProperty("receiptNumber").GetString()!).Order());
    }

    /// <summary>One sale found by search, one product scanned by its code, paid in cash.</summary>
    private static async Task<string> SellAsync(TerminalSteps till)
    {
        await till.SearchAsync("buckw");
        await till.TapAsync(LowStock);
        await Assertions.Expect(till.Page.GetByTestId("cart-line")).ToHaveCountAsync(1);
        return await till.PayCashAsync();
    }

    /// <summary>The browser loses its terminal program: the small worker says so, and the screen comes back by itself.</summary>
    private static async Task UnreachableAndBackAsync(TerminalSteps till)
    {
        await till.Page.WaitForFunctionAsync("() => navigator.serviceWorker.controller !== null");
        await till.Page.Context.SetOfflineAsync(true);
        // The worker hears of the browser's switch a moment later; until then a reload still reaches the program.
        var safe = await Waiting.ForAsync(
            async () =>
            {
                await till.Page.ReloadAsync(new() { WaitUntil = WaitUntilState.DOMContentLoaded });
                return await till.Page.GetByRole(AriaRole.Paragraph).Filter(new() { HasText = "Your sale is safe" }).IsVisibleAsync();
            },
            TimeSpan.FromSeconds(20),
            TestContext.Current.CancellationToken);
        Assert.True(safe, "A browser without its terminal program says that the sale is safe.");
        await till.Page.Context.SetOfflineAsync(false);
        await till.ReadyAsync();
    }

    private static async Task<string> SkuAsync(RunningShop shop, CancellationToken cancellation) =>
        (await shop.Terminals[1].RunAsync(cancellation, "find", LowStock)).Expect(0).Json.GetProperty("products")[0].GetProperty("sku").GetString()!;

    private static async Task<long> OnHandAsync(RunningShop shop, CancellationToken cancellation)
    {
        var sku = await SkuAsync(shop, cancellation);
        return (await shop.Hub.RunAsync(cancellation, "stock", "--store", "S1", "--sku", sku)).Expect(0).Json.GetProperty("stock")[0].GetProperty("onHand").GetInt64();
    }
}
