using Microsoft.Playwright;
using PosCloud.BrowserTests.Browser;
using PosCloud.BrowserTests.Shop;

namespace PosCloud.BrowserTests;

/// <summary>Vouchers and points as cashier and manager see them.</summary>
public sealed class CreditStoryTests(TradedShop traded) : IClassFixture<TradedShop>
{
    private const string Code = "GIFT-2026-SHOW";

    [Fact]
    public async Task A_voucher_is_sold_pays_and_says_when_it_is_too_little_and_points_are_earned_and_pay()
    {
        Assert.SkipUnless(traded.Chromium.IsInstalled, "Chromium isn't installed: apt-get install chromium, or set POSCLOUD_CHROMIUM to its path.");
        var cancellation = TestContext.Current.CancellationToken;
        (await traded.Shop.Hub.RunAsync(cancellation, "stores", "points", "--store", "S1", "--per-unit", "10", "--point-pays", "0.05")).Expect(0);
        (await traded.Shop.Terminals[0].RunAsync(cancellation, "sync", "--wait", "10")).Expect(0);
        var steps = await traded.OpenTerminalAsync(0, 1366, 768);
        var page = steps.Page;

        await page.GetByTestId("more").ClickAsync();
        await page.GetByTestId("sell-voucher").ClickAsync();
        await page.GetByTestId("sell-voucher-code").FillAsync(Code);
        await page.GetByTestId("sell-voucher-code").PressAsync("Tab");
        await Assertions.Expect(page.GetByTestId("sell-voucher-note")).ToContainTextAsync("no sale of this voucher");
        foreach (var digit in "500") await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = digit.ToString(), Exact = true }).ClickAsync();
        await page.GetByTestId("sell-voucher-done").ClickAsync();
        await steps.PayCashAsync();
        await Assertions.Expect(steps.Connectivity).ToContainTextAsync("all sales sent", new() { Timeout = 20_000 });

        await page.GetByTestId("customer-open").ClickAsync();
        await page.GetByTestId("customer-card").FillAsync("1002 3456");
        await page.GetByTestId("customer-done").ClickAsync();
        await steps.TapAsync("Merino socks");
        await page.GetByRole(AriaRole.Dialog).First.WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await steps.TapAsync("Sourdough loaf");
        await steps.TapAsync("Earl Grey");
        await Assertions.Expect(page.GetByTestId("customer-note")).ToContainTextAsync("0 points at");
        await Assertions.Expect(page.GetByTestId("customer")).ToContainTextAsync("earns");
        Assert.Empty(await Axe.ViolationsAsync(page));
        await page.GetByTestId("pay-cash").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Voucher", Exact = true }).ClickAsync();
        await page.GetByTestId("voucher-code").FillAsync(Code);
        await page.GetByTestId("voucher-code").PressAsync("Tab");
        await Assertions.Expect(page.GetByTestId("voucher-note")).ToContainTextAsync("€5.00 on it at");
        Assert.Empty(await Axe.ViolationsAsync(page));
        await page.GetByTestId("take-payment").ClickAsync();
        await Assertions.Expect(page.GetByTestId("tender")).ToContainTextAsync("€5.00");
        await page.GetByTestId("voucher-code").FillAsync(Code);
        await page.GetByTestId("take-payment").ClickAsync();
        await Assertions.Expect(page.GetByText("Nothing is left on this voucher")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cash", Exact = true }).ClickAsync();
        await page.GetByTestId("take-payment").ClickAsync();
        await page.GetByTestId("receipt-number").WaitForAsync();
        await page.GetByTestId("new-sale").ClickAsync();

        await page.GetByTestId("customer-open").ClickAsync();
        await page.GetByTestId("customer-card").FillAsync("10023456");
        await page.GetByTestId("customer-card").PressAsync("Enter");
        await steps.TapAsync("Sourdough loaf");
        await Assertions.Expect(page.GetByTestId("customer-note")).ToContainTextAsync("points at");
        await page.GetByTestId("pay-cash").ClickAsync();
        await page.GetByTestId("use-points").ClickAsync();
        await Assertions.Expect(page.GetByTestId("points-used")).ToContainTextAsync("points");
        Assert.Empty(await Axe.ViolationsAsync(page));
        await page.GetByTestId("take-payment").ClickAsync();
        await page.GetByTestId("receipt-number").WaitForAsync();
        await page.GetByTestId("new-sale").ClickAsync();
        await Assertions.Expect(steps.Connectivity).ToContainTextAsync("all sales sent", new() { Timeout = 20_000 });

        await traded.Shop.Lines[0].CutAsync();
        await steps.SaysAsync("Offline");
        await steps.TapAsync("Sourdough loaf");
        await page.GetByTestId("pay-cash").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Voucher", Exact = true }).ClickAsync();
        await page.GetByTestId("voucher-code").FillAsync("NEVER-SEEN-1");
        await page.GetByTestId("voucher-code").PressAsync("Tab");
        await Assertions.Expect(page.GetByTestId("voucher-note")).ToContainTextAsync("a manager is told");
        traded.Shop.Lines[0].Join();
        await steps.SaysAsync("Online");
        await page.Context.CloseAsync();

        await DashboardAsync();
    }

    private async Task DashboardAsync()
    {
        var page = await traded.OpenDashboardAsync("/credits", 1440, 900);
        await page.GetByTestId("credit-search").FillAsync(Code);
        await page.GetByTestId("credit-show").ClickAsync();
        await Assertions.Expect(page.GetByTestId("credit-left")).ToContainTextAsync("€0.00");
        await Assertions.Expect(page.GetByText("Paid with it")).ToBeVisibleAsync();
        Assert.DoesNotContain("GIFT", page.Url, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(await Axe.ViolationsAsync(page));
        await page.GetByTestId("credit-kind").SelectOptionAsync("customer");
        await page.GetByTestId("credit-search").FillAsync("1002-3456");
        await page.GetByTestId("credit-show").ClickAsync();
        await Assertions.Expect(page.GetByText("Paid with points")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }
}
