using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Guarantees;

/// <summary>G13, G14: a terminal starts, signs in and sells without a network, however long it was away.</summary>
[Collection(Alone.Name)]
public sealed class OfflineStartTests(HubStage hub) : IClassFixture<HubStage>
{
    private static readonly TimeSpan Generous = TimeSpan.FromMinutes(1);

    [Fact]
    [Trait("guarantee", "G13")]
    public async Task It_is_ready_to_sell_each_time_it_starts_without_an_answer_from_the_network()
    {
        var sku = hub.NewSku();
        await hub.StockAsync([new Goods(sku, 1m, 100), .. Enumerable.Range(0, 3_000).Select(_ => new Goods(hub.NewSku("MANY"), 1m, 5))]);
        var till = await hub.OpenTillAsync(settings: new TillSettings(Background: true));
        var back = new TaskCompletionSource();
        // Whoever waited for an answer would wait for ever.
        till.Line.Rule = async (_, _, given) =>
        {
            await back.Task.WaitAsync(given);
            throw new HttpRequestException(HttpRequestError.ConnectionError);
        };

        for (var start = 0; start < 5; start++)
        {
            await till.ReopenAsync().WaitAsync(Generous, TestContext.Current.CancellationToken);
            var tiles = till.Engine.Catalogue.Tiles();
            till.Sell(sku);

            Assert.NotEmpty(tiles);
        }

        till.Line.Join();
        back.SetResult();
        await hub.SettleAsync(till);
        Assert.Equal(95_000, await hub.OnHandAsync(sku));
    }

    [Fact]
    [Trait("guarantee", "G14")]
    public async Task After_thirty_days_without_the_hub_it_sells_and_its_next_sync_needs_no_enrolment()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 10));
        var till = await hub.OpenTillAsync();
        till.Line.Cut();
        hub.Clock.Pass(TimeSpan.FromDays(30));
        Assert.NotNull((await till.TrySyncAsync()).Error);

        till.Engine.Register.Cashier = "Ana";
        till.Sell(sku);
        await till.ReopenAsync();
        var sold = till.Sell(sku);

        till.Line.Join();
        await hub.SettleAsync(till);
        Assert.Equal("Ana", sold.Body.Cashier);
        Assert.Equal(2, (await hub.OrdersAsync(till)).Count);
        Assert.Equal(8_000, till.Available(sku));
    }
}
