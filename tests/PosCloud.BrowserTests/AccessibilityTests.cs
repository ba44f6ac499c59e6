using Microsoft.Playwright;
using PosCloud.BrowserTests.Browser;
using PosCloud.BrowserTests.Shop;

namespace PosCloud.BrowserTests;

/// <summary>axe-core finds nothing to object to, on every page, light and dark, and no page is wider than its screen.</summary>
public sealed class AccessibilityTests(TradedShop traded) : IClassFixture<TradedShop>
{
    public static TheoryData<string> DashboardPages { get; } = new(
        "/", "/terminals/S1T1", "/stock", "/stock/S1/PAN-OIL-IST-05", "/orders", "/credits", "/exceptions", "/catalogue", "/catalogue/import",
        "/settings", "/settings/stores/S1", "/settings/stores/S1/enrol", "/settings/accounts", "/settings/audit", "/more");

    [Theory, MemberData(nameof(DashboardPages))]
    public async Task A_dashboard_page_can_be_used_by_everyone(string path)
    {
        foreach (var dark in new[] { false, true })
        {
            var page = await OpenAsync(path, 1440, 900, dark);
            Assert.Empty(await Axe.ViolationsAsync(page));
            await page.Context.CloseAsync();
        }
    }

    [Theory, MemberData(nameof(DashboardPages))]
    public async Task A_dashboard_page_fits_a_phone(string path)
    {
        var page = await OpenAsync(path, 390, 844, dark: false);

        Assert.Equal(390, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        Assert.Empty(await Axe.ViolationsAsync(page));
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_terminal_can_be_used_by_everyone(bool dark)
    {
        SkipWithoutBrowser();
        var steps = await traded.OpenTerminalAsync(1, 1366, 768, dark);
        Assert.Empty(await Axe.ViolationsAsync(steps.Page));

        await steps.TapAsync("Flat white");
        await Assertions.Expect(steps.Page.GetByTestId("cart-line")).ToHaveCountAsync(1);
        Assert.Empty(await Axe.ViolationsAsync(steps.Page));

        await steps.Connectivity.ClickAsync();
        await steps.Page.GetByTestId("sync-now").WaitForAsync();
        Assert.Empty(await Axe.ViolationsAsync(steps.Page));
        await steps.Page.Keyboard.PressAsync("Escape");

        await steps.Page.GetByTestId("pay-cash").ClickAsync();
        await steps.Page.GetByTestId("take-payment").WaitForAsync();
        Assert.Empty(await Axe.ViolationsAsync(steps.Page));
        await steps.Page.GetByTestId("take-payment").ClickAsync();
        await steps.Page.GetByTestId("receipt-number").WaitForAsync();
        Assert.Empty(await Axe.ViolationsAsync(steps.Page));
        await steps.Page.GetByTestId("new-sale").ClickAsync();
        await steps.Page.Context.CloseAsync();
    }

    [Fact]
    public async Task Every_control_a_cashier_touches_is_at_least_48_pixels()
    {
        SkipWithoutBrowser();
        var steps = await traded.OpenTerminalAsync(1, 1366, 768);
        await steps.TapAsync("Flat white");
        await Assertions.Expect(steps.Page.GetByTestId("cart-line")).ToHaveCountAsync(1);

        var small = await steps.Page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('button, a[href], input')].filter(e => e.offsetParent && (e.getBoundingClientRect().height < 47.5 || e.getBoundingClientRect().width < 47.5)).map(e => e.outerHTML.slice(0, 120))");

        Assert.Empty(small);
        await steps.Page.Context.CloseAsync();
    }

    /// <summary>Two terminals offline sell the last piece; a manager sees one exception with both receipts.</summary>
    [Fact]
    public async Task The_last_piece_sold_twice_is_one_exception_with_both_receipts()
    {
        var page = await OpenAsync("/exceptions", 1440, 900, dark: false);

        await Assertions.Expect(page.GetByText("S1T1-1-").First).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("S1T2-1-").First).ToBeVisibleAsync();
        var exceptions = (await traded.Shop.Hub.RunAsync(TestContext.Current.CancellationToken, "exceptions")).Expect(0).Json.GetProperty("exceptions");
        var oversell = Assert.Single(exceptions.EnumerateArray(), e => e.GetProperty("kind").GetString() == "oversell");
        Assert.Equal("PAN-OIL-IST-05", oversell.GetProperty("sku").GetString());
        await page.Context.CloseAsync();
    }

    private async Task<IPage> OpenAsync(string path, int width, int height, bool dark)
    {
        SkipWithoutBrowser();
        return await traded.OpenDashboardAsync(path, width, height, dark);
    }

    private void SkipWithoutBrowser() =>
        Assert.SkipUnless(traded.Chromium.IsInstalled, "Chromium isn't installed: apt-get install chromium, or set POSCLOUD_CHROMIUM to its path.");
}
