using PosCloud.Terminal.Connectivity;
using PosCloud.Terminal.Text;
using PosCloud.Ui;
using PosCloud.UnitTests.Engine;
using Xunit;

namespace PosCloud.UnitTests.Terminal;

public sealed class ConnectivityWordsTests
{
    private static readonly StoreFormats Formats = StoreFormats.Of("en-IE", "Europe/Zagreb");

    [Fact]
    public async Task After_a_sync_everything_is_sent()
    {
        await using var shop = await TerminalShop.OpenAsync();

        Assert.Equal(new ConnectivityView(SyncStatus.InSync, "Online, all sales sent"), Words(shop));
    }

    [Fact]
    public async Task Without_an_answer_selling_goes_on_and_sales_are_counted()
    {
        await using var shop = await TerminalShop.OpenAsync();
        shop.Instead = (_, _) => throw new HttpRequestException("no route");
        shop.Sell("COFFEE");
        shop.Sell("COFFEE");
        shop.Sell("BREAD");
        await shop.Engine.Sync.SyncNowAsync(CancellationToken.None);

        var view = Words(shop);

        Assert.Equal("Offline since 09:00, selling normally. 3 sales saved here", view.Text);
        Assert.Equal((SyncStatus.Offline, Tone.Warn), (view.Status, view.Tone));
    }

    [Fact]
    public async Task Working_offline_on_purpose_is_said()
    {
        await using var shop = await TerminalShop.OpenAsync();
        shop.Engine.Sync.SetWorkOffline(true);
        shop.Sell("COFFEE");

        Assert.Equal("Working offline, selling normally. 1 sale saved here", Words(shop).Text);
    }

    [Fact]
    public async Task A_sale_that_waits_while_online_is_being_sent()
    {
        await using var shop = await TerminalShop.OpenAsync();
        shop.Sell("COFFEE");

        Assert.Equal((SyncStatus.Syncing, "Sending 1 sale"), (Words(shop).Status, Words(shop).Text));
    }

    [Fact]
    public async Task Before_the_first_contact_the_terminal_is_offline()
    {
        await using var terminal = await TerminalFixture.EnrolledAsync(synced: false);

        Assert.StartsWith("Offline", Words(terminal).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_panel_lists_waiting_sales_with_their_lamps()
    {
        await using var shop = await TerminalShop.OpenAsync();
        var sold = shop.Sell("COFFEE");

        var panel = SyncPanelWords.Of(shop.Engine.Sync.Status, shop.Engine.Sync.Sales(), shop.Clock.GetUtcNow(), Formats);

        var sale = Assert.Single(panel.Sales);
        Assert.Equal((sold.ReceiptNumber.Value, LampState.Off, LampState.Off), (sale.Receipt, sale.AtHub, sale.Applied));
        Assert.Equal("1 sale, €2.60, is saved on this terminal. It will be sent by itself.", panel.Sentence);
    }

    private static ConnectivityView Words(TerminalFixture shop) =>
        ConnectivityWords.Of(shop.Engine.Sync.Status, shop.Clock.GetUtcNow(), Formats);
}
