using Microsoft.Extensions.DependencyInjection;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Domain.Selling;
using PosCloud.HubStorage.Catalogue;
using PosCloud.HubStorage.Publishing;
using PosCloud.HubStorage.Writing;
using PosCloud.Protocol;
using PosCloud.SystemTests.Stage;
using PosCloud.Terminal.Engine.Register;

namespace PosCloud.SystemTests.Contracts;

/// <summary>
/// Two stores with four terminals after a session that used everything a shop does, on and off line. A class per engine
/// and database says which.
/// </summary>
public abstract class BusyShop : HubStage
{
    private const string Catalogue = """"
        sku,barcode,name,category,unit_price,tax_rate,unit,opening_stock,product,variant
        COFFEE,2000000010373,Flat white,Coffee,2.60,25,piece,40,,
        BREAD,,"Sourdough, with ""seeds""",Bakery,4.20,5,piece,10,,
        GOUDA,,"Gouda, aged 18 months",Cheese,16.90,5,kg,14.500,,
        TEA-CN,,龙井茶,Coffee,3.10,25,piece,7,,
        SOCK-M,2000000010748,Merino socks,Clothes,12.00,25,piece,3,SOCK,"M, Forest"
        SOCK-L,,Merino socks,Clothes,12.00,25,piece,1,SOCK,"L, Forest"
        OLD,,Last year's calendar,Paper,9.00,25,piece,5,,

        """";

    public IReadOnlyList<Till> Tills { get; private set; } = [];

    /// <summary>How the terminals are set up for this engine.</summary>
    protected virtual TillSettings TillSettings => new();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var store in (string[])["S1", "S2"])
        {
            (await VerbAsync("import-catalogue", ("file", Catalogue), ("store", store))).Expect(0);
        }

        Tills = [await OpenTillAsync("S1", TillSettings), await OpenTillAsync("S1", TillSettings), await OpenTillAsync("S1", TillSettings), await OpenTillAsync("S2", TillSettings)];
        var sold = SellInTheMorning();
        foreach (var till in Tills.Skip(1)) await till.SyncAsync();
        await EditAsync();
        await Tills[3].SyncAsync();
        SellInTheAfternoon(sold);
        await SettleAsync([.. Tills]);
    }

    private CompletedOrder SellInTheMorning()
    {
        var (first, second, third, other) = (Tills[0], Tills[1], Tills[2], Tills[3]);
        first.Engine.Register.Cashier = "Ana";
        first.Engine.Shifts.Open(Euro(100), "Ana");
        var sold = first.Sell(("COFFEE", 3), ("GOUDA", 0.486m), ("SOCK-M", 1));
        second.Engine.Register.Add("BREAD", Quantity.Pieces(2));
        second.Engine.Register.SetDiscount(1, Discount.Percent(100_000));
        second.Engine.Register.SetNote(1, "sliced");
        second.Engine.Register.SetOrderDiscount(new Discount(null, 50));
        second.Engine.Register.AddTender(Tender.Cash, Euro(2));
        second.Engine.Register.AddTender(Tender.Card, second.Engine.Register.Cart.Plan.Left, "slip 004417");
        second.Pay();
        second.Sell("SOCK-L");
        third.Sell("SOCK-L");
        third.Engine.Register.AddOpenPrice("Repair", Euro(7.35m), new TaxRate(250_000));
        third.Pay(Tender.Card);
        other.Sell(("COFFEE", 1), ("TEA-CN", 2));
        return sold;
    }

    /// <summary>A new price for all, one for a store, goods taken out, a colleague, a delivery file.</summary>
    private async Task EditAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        (await VerbAsync("price", ("sku", "COFFEE"), ("unit-price", "2.80"))).Expect(0);
        (await VerbAsync("price", ("sku", "BREAD"), ("unit-price", "4.50"), ("from", "2030-01-01T00:00Z"))).Expect(0);
        var editor = Services.GetRequiredService<CatalogueEditor>();
        Assert.Null((await editor.SetPriceAsync(Sku.Parse("TEA-CN"), StoreId.Parse("S2"), Euro(2.90m), null, "test", cancellation)).Problem);
        Assert.Null((await editor.SetPriceAsync(Sku.Parse("TEA-CN"), StoreId.Parse("S1"), Euro(3.30m), null, "test", cancellation)).Problem);
        var old = Tills[1].Engine.Catalogue.Find("OLD")!.Product;
        Assert.Null((await editor.RemoveProductAsync(old, "test", cancellation)).Problem);
        await Services.GetRequiredService<HubWriter>().RunAsync(
            transaction => StreamPublisher.PublishAsync(transaction, [
                StateChange.Put(SyncedTables.Staff, "S1", "1", "Ana", "cashier", 1L), StateChange.Put(SyncedTables.Staff, "S2", "2", "Zoë", "lead", 1L)]),
            cancellation);
        await StockAsync("S1", new Goods("NEW", 1.15m, 20));
        await StockAsync("S2", new Goods("NEW", 1.15m, 6));
    }

    private void SellInTheAfternoon(CompletedOrder sold)
    {
        var (first, second, third, other) = (Tills[0], Tills[1], Tills[2], Tills[3]);
        first.TakeBack(sold, line: 1, quantity: 2);
        first.Sell("OLD");
        first.Engine.Register.Add("COFFEE");
        first.Engine.Register.Void();
        first.Engine.Receipts.Print(sold.ReceiptNumber);
        first.Engine.Shifts.MoveCash(CashMovementKind.PayIn, Euro(20), "change from the bank");
        first.Engine.Shifts.MoveCash(CashMovementKind.PayOut, Euro(4.90m), "light bulbs", "Ana");
        first.Engine.Shifts.Close(Euro(110.15m), "Ana");
        first.Engine.Shifts.Open(Euro(50));
        first.Sell(("GOUDA", 1.2m));
        second.Engine.Stock.Count(Sku.Parse("BREAD"), Quantity.Pieces(9));
        second.Sell("BREAD");
        third.Engine.Stock.Receive(Sku.Parse("COFFEE"), Quantity.Pieces(24), "delivery 88");
        third.Engine.Stock.Adjust(Sku.Parse("GOUDA"), new Quantity(-250), "mould");
        other.Sell("NEW");
        other.Engine.Shifts.MoveCash(CashMovementKind.PayIn, Euro(5), "coins");
        other.Engine.Shifts.Close(counted: null);
    }

    private static Money Euro(decimal amount) => Money.FromDecimal(amount, Currency.Parse("EUR"));
}
