using PosCloud.SystemTests.Stage;
using PosCloud.Terminal.Engine.Carrying;
using PosCloud.Terminal.Engine.Sync;

namespace PosCloud.SystemTests.Faults;

/// <summary>A terminal whose engine the hub doesn't serve says so on its screen, and goes on selling.</summary>
public sealed class OtherEngineTests(HubStage hub) : IClassFixture<HubStage>
{
    [Fact]
    public async Task A_terminal_on_an_engine_that_the_hub_does_not_serve_shows_which_it_serves_and_loses_nothing()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1, 10));
        var engine = "Direct";
        var carrier = new RowCarrier("Dotmim", (_, _) => Task.CompletedTask, (_, _) => Task.CompletedTask);
        var till = await hub.OpenTillAsync(settings: new TillSettings(Configure: options => (options.Engine, options.Carrier) = (engine, carrier)));
        engine = "Dotmim";
        await till.ReopenAsync();
        till.Sell(sku);

        await till.TrySyncAsync();

        var shown = till.Engine.Sync.Connectivity;
        Assert.Equal(ConnectivityKind.Refused, shown.Kind);
        Assert.Contains("This hub serves Direct, not Dotmim", shown.Reason, StringComparison.Ordinal);
        engine = "Direct";
        await till.ReopenAsync();
        await hub.SettleAsync(till);
        Assert.Equal(9_000, await hub.OnHandAsync(sku));
    }
}
