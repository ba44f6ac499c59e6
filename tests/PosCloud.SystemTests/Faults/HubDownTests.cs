using PosCloud.SystemTests.Stage;
using PosCloud.TestKit;
using PosCloud.Terminal.Engine.Sync;

namespace PosCloud.SystemTests.Faults;

/// <summary>The hub is switched off and on again while terminals trade.</summary>
[Collection(Alone.Name)]
public sealed class HubDownTests(HubStage hub) : IClassFixture<HubStage>
{
    private static readonly TimeSpan Generous = TimeSpan.FromMinutes(1);

    [Fact]
    [Trait("guarantee", "G22")]
    public async Task A_terminal_notices_before_its_next_poll_that_the_hub_is_gone_and_sends_by_itself_when_it_is_back()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 10));
        var till = await hub.OpenTillAsync(settings: new TillSettings(Background: true, Configure: options => options.PollInterval = TimeSpan.FromHours(1)));
        await UntilAsync(till, ConnectivityKind.Online, Generous);

        await hub.StopAsync();
        till.Sell(sku);

        await UntilAsync(till, ConnectivityKind.Offline, Generous);
        till.Sell(sku);
        Assert.Equal(2, till.Engine.Sync.Pending.Orders);
        Assert.Contains("No connection", till.Engine.Sync.Status.LastError, StringComparison.Ordinal);
        await hub.StartAsync();
        await Waiting.UntilAsync("the queue empties by itself", () => Task.FromResult(till.IsSettled), Generous, TestContext.Current.CancellationToken);
        Assert.Equal(2, (await hub.OrdersAsync(till)).Count);
        Assert.Equal(8_000, await hub.OnHandAsync(sku));
    }

    private static Task UntilAsync(Till till, ConnectivityKind kind, TimeSpan limit) => Waiting.UntilAsync(
        $"the terminal is {kind}", () => Task.FromResult(till.Engine.Sync.Connectivity.Kind == kind), limit, TestContext.Current.CancellationToken);
}
