using PosCloud.SystemTests.Stage;
using PosCloud.TestKit;

namespace PosCloud.SystemTests.Upgrades;

/// <summary>A terminal that was updated before its hub.</summary>
public sealed class FutureFactsTests(OlderHubStage hub) : IClassFixture<OlderHubStage>
{
    [Fact]
    public async Task Sales_that_an_older_hub_can_not_read_wait_there_whole_and_count_once_it_is_updated()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 100));
        var till = await hub.OpenTillAsync();
        for (var i = 0; i < 3; i++) till.Sell(sku);
        await till.SyncAsync();
        await till.SyncAsync();
        Assert.Equal(["FUTURE", "FUTURE", "FUTURE"], (await hub.QuarantineAsync(till)).Select(fact => fact.Code));
        Assert.Equal((0, 3), (till.Engine.Sync.Pending.Facts, till.Engine.Status.Quarantined));
        Assert.Equal(100_000, await hub.OnHandAsync(sku));

        await hub.StopAsync();
        hub.IsOlder = false;
        await hub.StartAsync();
        await Waiting.UntilAsync(
            "the hub applies what waited for it", async () => (await hub.QuarantineAsync(till)).TrueForAll(fact => fact.ReplayedAt is not null),
            TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await hub.SettleAsync(till);

        Assert.Equal(3, (await hub.OrdersAsync(till)).Count);
        Assert.Equal((97_000, 97_000), (await hub.OnHandAsync(sku), till.Available(sku)));
        Assert.Equal(0, till.Engine.Status.Quarantined);
        Assert.Empty((await hub.VerbAsync("verify")).List("violations"));
    }
}
