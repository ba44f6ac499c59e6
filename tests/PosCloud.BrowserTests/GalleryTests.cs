using Microsoft.Playwright;
using PosCloud.BrowserTests.Shop;
using PosCloud.TestKit.Programs;

namespace PosCloud.BrowserTests;

/// <summary>Retakes the pictures of the gallery from the real programs: <c>dotnet dev.cs screens</c>.</summary>
public sealed class GalleryTests(TradedShop traded) : IClassFixture<TradedShop>
{
    private static readonly string Folder = Path.Combine(ProgramPaths.Root, "tests", "PosCloud.BrowserTests", "screens");

    [Fact(Explicit = true), Trait("kind", "screens")]
    public async Task Take_all_pictures()
    {
        Directory.CreateDirectory(Folder);
        foreach (var dark in new[] { false, true })
        {
            var theme = dark ? "dark" : "light";
            foreach (var (name, path) in new[]
            {
                ("terminals", "/"), ("terminal", "/terminals/S1T1"), ("stock", "/stock"), ("ledger", "/stock/S1/PAN-OIL-IST-05"), ("orders", "/orders"),
                ("exceptions", "/exceptions"), ("catalogue", "/catalogue"), ("settings", "/settings"), ("enrol", "/settings/stores/S1/enrol"),
            })
            {
                var page = await traded.OpenDashboardAsync(path, 1440, 900, dark);
                if (name == "enrol") await page.GetByRole(AriaRole.Button, new() { Name = "Make a code" }).First.ClickAsync();
                await TakeAsync(page, $"dashboard-{name}-{theme}-1440x900");
                await page.Context.CloseAsync();
                if (dark) continue;
                var phone = await traded.OpenDashboardAsync(path, 390, 844);
                await TakeAsync(phone, $"dashboard-{name}-{theme}-390x844");
                await phone.Context.CloseAsync();
            }

            foreach (var (width, height) in new[] { (1366, 768), (1920, 1080) })
            {
                var steps = await traded.OpenTerminalAsync(1, width, height, dark);
                await TerminalAsync(steps, $"{theme}-{width}x{height}");
                await steps.Page.Context.CloseAsync();
            }
        }

        await HeroAsync();
    }

    private static async Task TerminalAsync(TerminalSteps steps, string suffix)
    {
        await steps.SaysAsync("Online");
        await TakeAsync(steps.Page, $"terminal-sell-{suffix}-online");
        await steps.TapAsync("Merino socks");
        await steps.Page.GetByRole(AriaRole.Dialog).First.WaitForAsync();
        await TakeAsync(steps.Page, $"terminal-variants-{suffix}-online");
        await steps.Page.Keyboard.PressAsync("Escape");
        foreach (var name in new[] { "Flat white", "Sourdough loaf", "Earl Grey" }) await steps.TapAsync(name);
        await Assertions.Expect(steps.Page.GetByTestId("cart-line")).ToHaveCountAsync(3);
        await steps.Connectivity.ClickAsync();
        await steps.Page.GetByTestId("sync-now").WaitForAsync();
        await TakeAsync(steps.Page, $"terminal-sync-{suffix}-online");
        await steps.Page.Keyboard.PressAsync("Escape");
        await steps.Page.GetByTestId("pay-cash").ClickAsync();
        await steps.Page.GetByTestId("take-payment").WaitForAsync();
        await TakeAsync(steps.Page, $"terminal-payment-{suffix}-online");
        await steps.Page.GetByTestId("take-payment").ClickAsync();
        await steps.Page.GetByTestId("receipt-number").WaitForAsync();
        await TakeAsync(steps.Page, $"terminal-paid-{suffix}-online");
        await steps.Page.GetByTestId("new-sale").ClickAsync();
    }

    /// <summary>One wide picture: a terminal offline with three sales saved, beside the dashboard that has them once the line is back.</summary>
    private async Task HeroAsync()
    {
        var dashboard = await traded.OpenDashboardAsync("/", 1040, 860);
        var steps = await traded.OpenTerminalAsync(0, 1240, 860);
        await steps.SaysAsync("Online");
        await traded.Shop.Lines[0].CutAsync();
        await steps.SaysAsync("Offline");
        var receipts = new List<string>();
        foreach (var names in new[] { new[] { "Flat white", "Croissant" }, ["Earl Grey"], ["Sourdough loaf", "Cinnamon roll"] })
        {
            foreach (var name in names) await steps.TapAsync(name);
            await Assertions.Expect(steps.Page.GetByTestId("cart-line")).ToHaveCountAsync(names.Length);
            receipts.Add(await steps.PayCashAsync());
        }

        foreach (var name in new[] { "Flat white", "Sourdough loaf", "Cinnamon roll" }) await steps.TapAsync(name);
        await Assertions.Expect(steps.Page.GetByTestId("cart-line")).ToHaveCountAsync(3);
        await DashboardSteps.TerminalSaysAsync(dashboard, "S1T1", "Offline", 40_000);
        await TakeAsync(steps.Page, "terminal-sell-light-1240x860-offline");
        await TakeAsync(dashboard, "dashboard-terminals-light-1040x860-offline");
        traded.Shop.Lines[0].Join();
        await steps.SaysAsync("all sales sent", 60_000);
        var orders = await traded.OpenDashboardAsync("/orders", 1040, 860);
        foreach (var receipt in receipts) await Assertions.Expect(orders.GetByText(receipt).First).ToBeVisibleAsync();
        await TakeAsync(orders, "dashboard-orders-light-1040x860-after");
        await ComposeAsync("terminal-sell-light-1240x860-offline", "dashboard-orders-light-1040x860-after");
    }

    private async Task ComposeAsync(string left, string right)
    {
        static string Data(string name) => "data:image/png;base64," + Convert.ToBase64String(File.ReadAllBytes(Path.Combine(Folder, name + ".png")));
        var page = await traded.Chromium.OpenAsync(1600, 720);
        await page.SetContentAsync($$"""
            <!doctype html><html lang="en"><style>
            body{margin:0;height:720px;background:linear-gradient(#fff,#f0f1f4);font-family:system-ui,"Noto Sans",sans-serif;color:#16191f;box-sizing:border-box;padding:40px 64px}
            header{display:flex;align-items:baseline;justify-content:space-between;margin-bottom:32px}
            h1{font-size:42px;margin:0;letter-spacing:-.02em}p{font-size:20px;color:#5a6270;margin:0}
            main{display:flex;gap:24px}img{height:540px;border:1px solid #dfe3e9;border-radius:14px;box-shadow:0 12px 32px rgb(16 24 40/.14)}
            </style><body><header><h1>The network is gone. The shop isn’t.</h1><p>Left: 3 sales saved while the line is cut. Right: it is back, and they are here.</p></header>
            <main><img alt="" src="{{Data(left)}}"><img alt="" src="{{Data(right)}}"></main></body></html>
            """);
        await TakeAsync(page, "hero");
    }

    private static Task TakeAsync(IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(Folder, name + ".png"), Animations = ScreenshotAnimations.Disabled });
}
