using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Guarantees;

/// <summary>G26: two terminals refund one line while offline; both refunds stand and a person is told.</summary>
[Trait("guarantee", "G26")]
public sealed class OverRefundTests(HubStage hub) : IClassFixture<HubStage>
{
    [Fact]
    public async Task Two_terminals_refund_one_line_offline_and_the_second_is_flagged()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 12m, 5));
        var (first, second) = (await hub.OpenTillAsync(), await hub.OpenTillAsync());
        var sold = first.Sell(sku);
        await hub.SettleAsync(first, second);
        first.Line.Cut();
        second.Line.Cut();

        var back = first.TakeBack(sold);
        var backToo = second.TakeBack(sold);
        first.Line.Join();
        second.Line.Join();
        await hub.SettleAsync(first);
        Assert.Empty(await OfAsync(sku));
        await hub.SettleAsync(second);

        var told = Assert.Single(await OfAsync(sku));
        Assert.Contains(backToo.ReceiptNumber.Value, told, StringComparison.Ordinal);
        Assert.Contains(sold.ReceiptNumber.Value, told, StringComparison.Ordinal);
        Assert.Contains(back.ReceiptNumber.Value, (await hub.OrdersAsync(first)).Select(order => order.ReceiptNumber));
        Assert.Equal(6_000, await hub.OnHandAsync(sku));
    }

    [Fact]
    public async Task What_one_terminal_took_back_cannot_be_taken_back_on_another_that_knows_it()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 12m, 5));
        var (first, second) = (await hub.OpenTillAsync(), await hub.OpenTillAsync());
        var sold = first.Sell((sku, 2));
        await hub.SettleAsync(first, second);
        first.TakeBack(sold, quantity: 2);
        await hub.SettleAsync(first);

        await second.SyncAsync();

        Assert.False(second.Engine.Register.FindRefundable(sold.ReceiptNumber.Value)!.HasSomethingLeft);
        Assert.Empty(await OfAsync(sku));
    }

    private async Task<List<string>> OfAsync(string sku) =>
        [.. (await hub.VerbAsync("exceptions")).List("exceptions")
            .Where(row => row.GetProperty("kind").GetString() == "over-refund" && row.GetProperty("sku").GetString() == sku)
            .Select(row => row.GetRawText())];
}
