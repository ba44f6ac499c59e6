using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace PosCloud.BrowserTests.Shop;

/// <summary>What a cashier does at a terminal's screen.</summary>
public sealed partial class TerminalSteps(IPage page, Uri address)
{
    public IPage Page => page;

    public ILocator Connectivity => page.GetByTestId("connectivity");

    /// <summary>Loads the screen and waits until it takes input.</summary>
    public async Task OpenAsync()
    {
        await page.GotoAsync(address.AbsoluteUri);
        await ReadyAsync();
    }

    public async Task ReloadAsync()
    {
        await page.ReloadAsync();
        await ReadyAsync();
    }

    public Task ReadyAsync() => page.Locator("html[data-interactive]").WaitForAsync(new() { State = WaitForSelectorState.Attached });

    public ILocator Tile(string name) => page.GetByTestId("tiles").Locator(".tile", new() { HasText = name }).First;

    public Task TapAsync(string name) => Tile(name).ClickAsync();

    /// <summary>Types a code as a scanner does: into the focused field, ended by Enter.</summary>
    public async Task ScanAsync(string code)
    {
        await page.GetByTestId("search").FillAsync(code);
        await page.GetByTestId("search").PressAsync("Enter");
    }

    public async Task SearchAsync(string text) => await page.GetByTestId("search").FillAsync(text);

    /// <summary>Pays the whole cart in exact cash and goes on to the next sale.</summary>
    /// <returns>The receipt number.</returns>
    public async Task<string> PayCashAsync()
    {
        await page.GetByTestId("pay-cash").ClickAsync();
        await page.GetByTestId("take-payment").ClickAsync();
        var number = await page.GetByTestId("receipt-number").InnerTextAsync();
        await page.GetByTestId("new-sale").ClickAsync();
        await page.GetByTestId("search").WaitForAsync();
        return number;
    }

    public Task SaysAsync(string words, float timeoutMilliseconds = 20_000) =>
        Assertions.Expect(Connectivity).ToContainTextAsync(words, new() { Timeout = timeoutMilliseconds });

    /// <summary>Pieces left as the tile says, null when it doesn't.</summary>
    public async Task<int?> LeftOnTileAsync(string name)
    {
        var match = Left().Match(await Tile(name).InnerTextAsync());
        return match.Success ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex(@"(\d+) left")]
    private static partial Regex Left();
}
