using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Guarantees;

/// <summary>G20: two terminals sell the last piece while offline; stock says so and one exception tells a person.</summary>
[Trait("guarantee", "G20")]
public sealed class OversellTests(HubStage hub) : IClassFixture<HubStage>
{
    [Fact]
    public async Task Two_terminals_offline_sell_the_last_piece_and_one_exception_names_both_receipts()
    {
        var sku = hub.NewSku("LAST");
        await hub.StockAsync(new Goods(sku, 12m, 1));
        var (first, second) = (await hub.OpenTillAsync(), await hub.OpenTillAsync());
        first.Line.Cut();
        second.Line.Cut();
        var sold = first.Sell(sku);
        var soldToo = second.Sell(sku);
        first.Line.Join();
        second.Line.Join();

        await hub.SettleAsync(first, second);

        Assert.Equal(-1_000, await hub.OnHandAsync(sku));
        Assert.Equal((-1_000, -1_000), (first.Available(sku), second.Available(sku)));
        var told = Assert.Single(await OfAsync(sku));
        Assert.Contains(sold.ReceiptNumber.Value, told, StringComparison.Ordinal);
        Assert.Contains(soldToo.ReceiptNumber.Value, told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Further_sales_below_zero_join_the_episode_and_a_new_one_begins_only_after_goods_came()
    {
        var sku = hub.NewSku("LAST");
        await hub.StockAsync(new Goods(sku, 12m, 1));
        var till = await hub.OpenTillAsync();
        till.Sell((sku, 2));
        await hub.SettleAsync(till);
        till.Sell(sku);
        await hub.SettleAsync(till);
        Assert.Single(await OfAsync(sku));

        till.Engine.Stock.Receive(Domain.Identity.Sku.Parse(sku), Domain.Measures.Quantity.Pieces(2));
        till.Sell(sku);
        await hub.SettleAsync(till);

        Assert.Equal(2, (await OfAsync(sku)).Count);
    }

    private async Task<List<string>> OfAsync(string sku) =>
        [.. (await hub.VerbAsync("exceptions")).List("exceptions")
            .Where(row => row.GetProperty("kind").GetString() == "oversell" && row.GetProperty("sku").GetString() == sku)
            .Select(row => row.GetRawText())];
}
