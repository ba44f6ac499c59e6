using PosCloud.SystemTests.Stage;
using PosCloud.TestKit;

namespace PosCloud.SystemTests.Guarantees;

/// <summary>G18: a new price reaches terminals without a restart, and one for later begins on time without a network.</summary>
[Trait("guarantee", "G18")]
[Collection(Alone.Name)]
public sealed class PriceChangeTests(HubStage hub) : IClassFixture<HubStage>
{
    private static readonly TimeSpan Generous = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_price_change_reaches_an_online_terminal_without_its_asking()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 10));
        var till = await hub.OpenTillAsync(settings: new TillSettings(Background: true, Configure: options => options.PollInterval = TimeSpan.FromHours(1)));
        await Waiting.UntilAsync(
            "it hears the hub", () => Task.FromResult(till.Engine.Sync.Status.IsPushConnected), Generous, TestContext.Current.CancellationToken);

        foreach (var price in (string[])["2.50", "2.75", "3.10"])
        {
            (await hub.VerbAsync("price", ("sku", sku), ("unit-price", price))).Expect(0);

            await Waiting.UntilAsync(
                $"the terminal sells at {price}", () => Task.FromResult(PriceOf(till, sku) == price), Generous, TestContext.Current.CancellationToken);
        }

        Assert.Equal(310, till.Sell(sku).Total.MinorUnits);
    }

    [Fact]
    public async Task A_price_for_later_begins_on_time_on_a_terminal_that_is_offline_then()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 10));
        var till = await hub.OpenTillAsync();
        var from = hub.Clock.GetUtcNow().AddHours(1);
        (await hub.VerbAsync("price", ("sku", sku), ("unit-price", "1.40"), ("from", from.ToString("yyyy-MM-ddTHH:mm:ssZ")))).Expect(0);
        await till.SyncAsync();
        till.Line.Cut();

        var before = till.Sell(sku);
        hub.Clock.Pass(TimeSpan.FromMinutes(61));
        var after = till.Sell(sku);

        Assert.Equal((100, 140), (before.Total.MinorUnits, after.Total.MinorUnits));
    }

    private static string? PriceOf(Till till, string sku) => till.Engine.Catalogue.Find(sku)?.Price is { } price
        ? price.ToDecimal().ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)
        : null;
}
