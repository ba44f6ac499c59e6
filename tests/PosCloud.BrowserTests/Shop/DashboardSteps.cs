using Microsoft.Playwright;

namespace PosCloud.BrowserTests.Shop;

/// <summary>What a manager does in the dashboard.</summary>
public static class DashboardSteps
{
    /// <summary>Fills the set-up page that a one-time link opened, and waits for the terminals overview.</summary>
    public static async Task SetUpAccountAsync(IPage page, string name, string password)
    {
        await page.GetByLabel("Your name").FillAsync(name);
        await page.Locator("input[type=password]").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Set password and sign in" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Terminals", Level = 1 })).ToBeVisibleAsync();
    }

    /// <summary>The row of a terminal on the terminals page.</summary>
    public static ILocator TerminalRow(IPage page, string terminal) => page.Locator("tr", new() { HasText = terminal }).First;

    /// <summary>Waits, without touching the page, until a terminal's row says this.</summary>
    public static Task TerminalSaysAsync(IPage page, string terminal, string words, float timeoutMilliseconds = 20_000) =>
        Assertions.Expect(TerminalRow(page, terminal)).ToContainTextAsync(words, new() { Timeout = timeoutMilliseconds });
}
