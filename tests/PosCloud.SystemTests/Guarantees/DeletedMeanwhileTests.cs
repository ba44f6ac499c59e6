using Microsoft.Extensions.DependencyInjection;
using PosCloud.HubStorage.Catalogue;
using PosCloud.HubStorage.Publishing;
using PosCloud.HubStorage.Writing;
using PosCloud.Protocol;
using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Guarantees;

/// <summary>G8: a sale that happened is taken, whatever was deleted meanwhile.</summary>
[Trait("guarantee", "G8")]
public sealed class DeletedMeanwhileTests(HubStage hub) : IClassFixture<HubStage>
{
    [Fact]
    public async Task Sku_tax_rate_and_cashier_are_deleted_before_the_sync_and_the_order_is_taken()
    {
        var sku = hub.NewSku("GONE");
        await hub.StockAsync(new Goods(sku, 3.20m, 5, TaxPercent: 13));
        await PublishAsync(StateChange.Put(SyncedTables.Staff, "S1", "7", "Mia", "cashier", 1L));
        var till = await hub.OpenTillAsync();
        till.Line.Cut();
        till.Engine.Register.Cashier = "Mia";
        var sold = till.Sell((sku, 2));

        await DeleteAllOfAsync(sku);
        till.Line.Join();
        await hub.SettleAsync(till);

        var order = Assert.Single(await hub.OrdersAsync(till));
        Assert.Equal((sold.ReceiptNumber.Value, "Mia", 640), (order.ReceiptNumber, order.Cashier, order.Total));
        Assert.Empty(await hub.QuarantineAsync(till));
        Assert.Equal(3_000, await hub.OnHandAsync(sku));
        Assert.Null(till.Engine.Catalogue.Find(sku));
        var told = Assert.Single(await hub.QueryAsync(data => data.Exceptions.Where(row => row.Terminal == till.Name && row.Kind == "unknown-goods")));
        Assert.Equal((sold.ReceiptNumber.Value, sku), (told.ReceiptNumber, told.Sku));
    }

    [Fact]
    public async Task A_sku_that_is_deleted_while_it_is_in_the_cart_can_be_paid()
    {
        var sku = hub.NewSku("GONE");
        await hub.StockAsync(new Goods(sku, 3.20m, 5));
        var till = await hub.OpenTillAsync();
        till.Engine.Register.Add(sku);
        await DeleteAllOfAsync(sku);
        await till.SyncAsync();
        Assert.Null(till.Engine.Catalogue.Find(sku));

        var sold = till.Pay();

        await hub.SettleAsync(till);
        Assert.Equal(sold.ReceiptNumber.Value, Assert.Single(await hub.OrdersAsync(till)).ReceiptNumber);
        Assert.Equal(4_000, await hub.OnHandAsync(sku));
    }

    private async Task DeleteAllOfAsync(string sku)
    {
        var product = (await hub.QueryAsync(data => data.Variants.Where(variant => variant.Sku == sku))).Single().Product;
        var tax = (await hub.QueryAsync(data => data.Products.Where(row => row.Id == product))).Single().TaxRate;
        var removed = await hub.Services.GetRequiredService<CatalogueEditor>().RemoveProductAsync(product, "test", TestContext.Current.CancellationToken);
        Assert.Null(removed.Problem);
        await PublishAsync(StateChange.Delete(SyncedTables.TaxRate, tax), StateChange.Delete(SyncedTables.Staff, "S1", "7"));
    }

    private Task PublishAsync(params StateChange[] changes) => hub.Services.GetRequiredService<HubWriter>().RunAsync(
        transaction => StreamPublisher.PublishAsync(transaction, changes), TestContext.Current.CancellationToken);
}
