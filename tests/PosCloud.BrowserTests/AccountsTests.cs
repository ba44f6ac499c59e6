using Microsoft.Playwright;
using PosCloud.BrowserTests.Browser;
using PosCloud.BrowserTests.Shop;

namespace PosCloud.BrowserTests;

/// <summary>Who may open the dashboard, as an owner sees it.</summary>
public sealed class AccountsTests(TradedShop traded) : IClassFixture<TradedShop>
{
    [Fact]
    public async Task An_owner_invites_a_person_and_closes_the_account_but_not_the_only_owners()
    {
        Assert.SkipUnless(traded.Chromium.IsInstalled, "Chromium isn't installed: apt-get install chromium, or set POSCLOUD_CHROMIUM to its path.");
        var page = await traded.OpenDashboardAsync("/settings/accounts", 1440, 900);
        await page.GetByRole(AriaRole.Button, new() { Name = "Invite", Exact = true }).ClickAsync();
        await page.GetByLabel("Email").FillAsync("leo@example.com");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a link" }).ClickAsync();
        await Assertions.Expect(page.GetByText("/set-up?token=")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        var leo = page.Locator(".person", new() { HasText = "leo@example.com" });
        await Assertions.Expect(leo).ToContainTextAsync("Invited");

        await CloseAsync(page, leo);
        await Assertions.Expect(leo).ToContainTextAsync("Closed");
        await Assertions.Expect(leo.GetByRole(AriaRole.Button, new() { Name = "Invite again" })).ToBeVisibleAsync();

        await CloseAsync(page, page.Locator(".person", new() { HasText = "mara@example.com" }));
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("only owner");
        Assert.Empty(await Axe.ViolationsAsync(page));
        await page.Context.CloseAsync();
    }

    private static async Task CloseAsync(IPage page, ILocator person)
    {
        await person.GetByRole(AriaRole.Button, new() { Name = "Close account" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Close account" }).ClickAsync();
    }
}
