using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Guarantees;

/// <summary>G6, G31, G32: files that come back from the past, and two devices with one identity.</summary>
public sealed class SetBackTests(HubStage hub) : IClassFixture<HubStage>
{
    [Fact]
    [Trait("guarantee", "G6")]
    public async Task A_terminal_set_back_to_an_old_copy_is_told_so_and_issues_no_receipt_number_twice()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 20));
        var till = await hub.OpenTillAsync();
        for (var i = 0; i < 2; i++) till.Sell(sku);
        await hub.SettleAsync(till);
        var old = "";
        await till.ReopenAsync(folder => old = FolderCopy.Of(folder, "old-copy"));
        for (var i = 0; i < 3; i++) till.Sell(sku);
        await hub.SettleAsync(till);
        await till.ReopenAsync(folder => FolderCopy.Restore(old, folder));
        Assert.Equal("1", till.Engine.Status.Epoch.Value);

        await till.SyncAsync();
        var sold = till.Sell(sku);
        await hub.SettleAsync(till);

        Assert.NotEqual("1", sold.ReceiptNumber.Epoch.Value);
        var receipts = (await hub.OrdersAsync(till)).Select(order => order.ReceiptNumber).ToList();
        Assert.Equal((6, 6), (receipts.Count, receipts.Distinct().Count()));
        Assert.Equal(14_000, await hub.OnHandAsync(sku));
        Assert.Equal(14_000, till.Available(sku));
    }

    [Fact]
    [Trait("guarantee", "G6")]
    public async Task A_terminal_set_back_that_sells_while_it_is_told_so_gets_one_new_epoch_and_is_one_exception()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 20));
        var till = await hub.OpenTillAsync();
        till.Sell(sku);
        await hub.SettleAsync(till);
        var old = "";
        await till.ReopenAsync(folder => old = FolderCopy.Of(folder, "old-copy-of-" + till.Name));
        till.Sell(sku);
        await hub.SettleAsync(till);
        await till.ReopenAsync(folder => FolderCopy.Restore(old, folder));

        till.Line.Rule = async (_, send, _) =>
        {
            var answer = await send();
            till.Line.Join();
            till.Sell((sku, 2));
            return answer;
        };
        await till.SyncAsync();
        await hub.SettleAsync(till);

        Assert.Equal(2, (await hub.QueryAsync(data => data.TerminalHeads.Where(row => row.Terminal == till.Name))).Select(row => row.Epoch).Distinct().Count());
        Assert.Single(await hub.QueryAsync(data => data.Exceptions.Where(row => row.Terminal == till.Name && row.Kind == "clone")));
        Assert.Equal(16_000, await hub.OnHandAsync(sku));
    }

    [Fact]
    [Trait("guarantee", "G32")]
    public async Task Two_devices_with_one_identity_lose_no_sale_and_the_second_gets_an_epoch_of_its_own()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 20));
        var till = await hub.OpenTillAsync();
        till.Sell(sku);
        await hub.SettleAsync(till);
        var copy = "";
        await till.ReopenAsync(folder => copy = FolderCopy.Of(folder, "cloned-device"));
        var clone = hub.OpenCopy(copy);
        till.Sell((sku, 2));
        clone.Sell((sku, 3));
        clone.Sell(sku);

        await hub.SettleAsync(till);
        await hub.SettleAsync(clone);
        var after = clone.Sell(sku);
        await hub.SettleAsync(till, clone);

        Assert.Equal(5, (await hub.OrdersAsync(till)).Count);
        Assert.Equal(12_000, await hub.OnHandAsync(sku));
        // The clone's line is longer than its own: that says nothing about what the hub has applied of this one.
        Assert.Equal(till.Engine.Status.Sequence, till.Engine.Status.Applied);
        Assert.NotEqual("1", after.ReceiptNumber.Epoch.Value);
        Assert.Equal("1", till.Sell(sku).ReceiptNumber.Epoch.Value);
        Assert.Single(await hub.QueryAsync(data => data.Exceptions.Where(row => row.Terminal == till.Name && row.Kind == "clone")));
    }

    [Fact]
    [Trait("guarantee", "G31")]
    public async Task A_hub_set_back_to_an_old_copy_gets_everything_again_and_each_order_once()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 20));
        var (first, second) = (await hub.OpenTillAsync(), await hub.OpenTillAsync());
        first.Sell(sku);
        await hub.SettleAsync(first, second);
        await hub.StopAsync();
        var backup = FolderCopy.Of(hub.DataFolder, "hub-backup");
        await hub.StartAsync();
        first.Sell((sku, 2));
        second.Sell((sku, 3));
        await hub.SettleAsync(first, second);
        await hub.StopAsync();
        FolderCopy.Restore(backup, hub.DataFolder);
        await hub.StartAsync();

        await hub.SettleAsync(first, second);

        Assert.Equal((2, 1), ((await hub.OrdersAsync(first)).Count, (await hub.OrdersAsync(second)).Count));
        Assert.Equal(14_000, await hub.OnHandAsync(sku));
        Assert.Equal((14_000, 14_000), (first.Available(sku), second.Available(sku)));
        Assert.Empty((await hub.VerbAsync("verify")).List("violations"));
    }
}
