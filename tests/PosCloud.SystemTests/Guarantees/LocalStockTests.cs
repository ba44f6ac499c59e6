using PosCloud.SystemTests.Stage;
using PosCloud.TestKit;

namespace PosCloud.SystemTests.Guarantees;

/// <summary>G19: stock on the selling terminal is right at every moment, not only once everything is in sync.</summary>
[Trait("guarantee", "G19")]
public sealed class LocalStockTests(HubStage hub) : IClassFixture<HubStage>
{
    [Fact]
    public async Task A_sale_offline_lowers_the_shown_stock_at_once_and_the_sync_does_not_move_it()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 2.60m, 10));
        var till = await hub.OpenTillAsync();
        till.Line.Cut();

        till.Sell((sku, 3));

        Assert.Equal(7_000, till.Available(sku));
        await using var shown = new StockSampler(till, sku);
        await till.TrySyncAsync();
        till.Line.Join();
        await hub.SettleAsync(till);
        Assert.Equal(7_000, await hub.OnHandAsync(sku));
        Assert.NotEmpty(shown.Seen);
        Assert.All(shown.Seen, quantity => Assert.Equal(7_000, quantity));
    }

    [Fact]
    public async Task While_a_terminal_sells_and_syncs_at_once_the_shown_stock_only_ever_falls()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 2.60m, 100));
        var till = await hub.OpenTillAsync(settings: new TillSettings(Background: true));
        await using var shown = new StockSampler(till, sku);

        for (var sale = 1; sale <= 60; sale++)
        {
            till.Sell(sku);
            Assert.Equal(100_000 - (sale * 1_000), till.Available(sku));
            if (sale % 15 == 0) await hub.SettleAsync(till);
        }

        await hub.SettleAsync(till);
        Assert.Equal(40_000, await hub.OnHandAsync(sku));
        Assert.Equal(40_000, till.Available(sku));
        var seen = shown.Seen;
        Assert.Equal(seen.OrderDescending(), seen);
    }

    [Fact]
    public async Task What_others_sold_arrives_with_the_next_sync_without_touching_what_was_sold_here()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 10));
        var here = await hub.OpenTillAsync();
        var there = await hub.OpenTillAsync();
        here.Line.Cut();
        here.Sell((sku, 2));
        there.Sell((sku, 3));

        await hub.SettleAsync(there);

        Assert.Equal(8_000, here.Available(sku));
        here.Line.Join();
        await using var shown = new StockSampler(here, sku);
        await hub.SettleAsync(here, there);
        Assert.Equal(5_000, here.Available(sku));
        Assert.Equal(5_000, there.Available(sku));
        Assert.All(shown.Seen, quantity => Assert.True(quantity is 8_000 or 5_000, $"{quantity} was shown"));
    }

    [Fact]
    public async Task A_sale_falls_on_other_online_terminals_by_itself()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 10));
        var here = await hub.OpenTillAsync(settings: new TillSettings(Background: true));
        var there = await hub.OpenTillAsync(settings: new TillSettings(Background: true));
        await Waiting.UntilAsync(
            "both hear the hub", () => Task.FromResult(here.Engine.Sync.Status.IsPushConnected && there.Engine.Sync.Status.IsPushConnected),
            TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        here.Sell(sku);

        await Waiting.UntilAsync(
            "the other terminal shows 9", () => Task.FromResult(there.Available(sku) == 9_000), TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }
}
