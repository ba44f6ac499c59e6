using Microsoft.Playwright;
using PosCloud.BrowserTests.Browser;
using PosCloud.TestKit;

namespace PosCloud.BrowserTests.Shop;

/// <summary>
/// A shop that has traded: two terminals sold, both sold the last piece of one product while offline, and a manager is signed in.
/// </summary>
public sealed class TradedShop : IAsyncLifetime
{
    /// <summary>Three pieces are there: two are sold, then both terminals sell the third.</summary>
    private const string LastPiece = "PAN-OIL-IST-05";

    public Chromium Chromium { get; } = new();

    public RunningShop Shop { get; private set; } = null!;

    /// <summary>Cookies of the signed-in manager, for pages of other sizes and themes.</summary>
    public string SignedIn { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await Chromium.InitializeAsync();
        if (!Chromium.IsInstalled) return;
        var cancellation = TestContext.Current.CancellationToken;
        Shop = await RunningShop.StartAsync(7300, terminals: 2, cancellation);
        var page = await Chromium.OpenAsync(1440, 900);
        await Shop.SignInAsync(page, cancellation);
        SignedIn = await page.Context.StorageStateAsync();
        await page.Context.CloseAsync();
        await TradeAsync(cancellation);
    }

    public async Task<IPage> OpenDashboardAsync(string path, int width, int height, bool dark = false)
    {
        var page = await Chromium.OpenAsync(width, height, dark, SignedIn);
        await page.GotoAsync(new Uri(Shop.Dashboard.Address, path).AbsoluteUri);
        await Assertions.Expect(page.Locator(".live .n")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await Assertions.Expect(page.Locator(".wait[aria-label=Loading]")).ToHaveCountAsync(0);
        return page;
    }

    public async Task<TerminalSteps> OpenTerminalAsync(int index, int width, int height, bool dark = false)
    {
        var steps = new TerminalSteps(await Chromium.OpenAsync(width, height, dark), Shop.Terminals[index].Address);
        await steps.OpenAsync();
        return steps;
    }

    public async ValueTask DisposeAsync()
    {
        if (Shop is not null) await Shop.DisposeAsync();
        await Chromium.DisposeAsync();
    }

    private async Task TradeAsync(CancellationToken cancellation)
    {
        (await Shop.Terminals[0].RunAsync(cancellation, "shift", "open", "--float", "100")).Expect(0);
        await SellAsync(0, cancellation, "COF-FLAT:2", "BRD-CROI:3");
        await SellAsync(0, cancellation, "DEL-GOUD-18:0.486");
        await SellAsync(1, cancellation, "PAN-HONE-450:1", "SOCK-MER-S-OAT");
        await SellAsync(0, cancellation, LastPiece + ":2");
        await SyncAsync(cancellation);
        foreach (var line in Shop.Lines) await line.CutAsync();
        await SellAsync(0, cancellation, LastPiece);
        await SellAsync(1, cancellation, LastPiece);
        foreach (var line in Shop.Lines) line.Join();
        await SyncAsync(cancellation);
    }

    private async Task SellAsync(int terminal, CancellationToken cancellation, params string[] lines)
    {
        string[] arguments = ["sell", .. lines.SelectMany(line => new[] { "--line", line })];
        (await Shop.Terminals[terminal].RunAsync(cancellation, arguments)).Expect(0, 3);
    }

    private async Task SyncAsync(CancellationToken cancellation)
    {
        foreach (var terminal in Shop.Terminals)
        {
            await Waiting.UntilAsync("a terminal has sent everything", async () =>
                (await terminal.RunAsync(cancellation, "sync", "--wait", "10")).Expect(0, 3).Json.GetProperty("pending").GetInt32() == 0,
                TimeSpan.FromSeconds(60), cancellation);
        }
    }
}
