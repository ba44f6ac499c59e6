using PosCloud.Domain.Facts;
using PosCloud.Domain.Measures;
using PosCloud.HubStorage.Rows;
using PosCloud.SystemTests.Stage;
using PosCloud.Terminal.Engine.Shifts;

namespace PosCloud.SystemTests.Guarantees;

/// <summary>G15, G16: shifts open, count and close offline, and the hub's Z is the printed one.</summary>
public sealed class ShiftTests(HubStage hub) : IClassFixture<HubStage>
{
    [Fact]
    [Trait("guarantee", "G15")]
    public async Task A_whole_shift_offline_reaches_the_hub_with_the_printed_Z_to_the_cent()
    {
        var (coffee, cheese) = (hub.NewSku(), hub.NewSku());
        await hub.StockAsync(new Goods(coffee, 2.60m, 50), new Goods(cheese, 16.90m, 9, "kg", 5));
        var till = await hub.OpenTillAsync();
        till.Line.Cut();

        var z = TradeOneShift(till, coffee, cheese);
        Done(till.Engine.Shifts.Open(Euro(50)));
        till.Sell(coffee);
        till.Line.Join();
        await hub.SettleAsync(till);

        var shifts = await ShiftsAsync(till);
        Assert.Equal(2, shifts.Count);
        var atHub = shifts.Single(shift => shift.Number == z.Number);
        Assert.Equal(
            ((long)z.Orders, z.Total.MinorUnits, z.ExpectedCash.MinorUnits, z.CountedCash!.Value.MinorUnits, z.Float.MinorUnits, z.FirstReceipt!.Value.Value, z.LastReceipt!.Value.Value),
            (atHub.Orders!.Value, atHub.Total!.Value, atHub.ExpectedCash!.Value, atHub.CountedCash!.Value, atHub.OpeningFloat!.Value, atHub.FirstReceipt, atHub.LastReceipt));
        var own = (await hub.OrdersAsync(till)).Where(order => order.Shift == atHub.Id).ToList();
        Assert.Equal((atHub.Orders!.Value, atHub.Total!.Value), (own.Count, own.Sum(order => order.Total)));
        var entries = own.Select(order => order.Entry).ToList();
        var cash = await hub.QueryAsync(data => data.Payments.Where(payment => payment.Tender == "cash" && entries.Contains(payment.Entry)));
        // 100.00 float + cash for goods + 20.00 paid in - 4.90 paid out - 60.00 to the safe.
        Assert.Equal(atHub.ExpectedCash!.Value, 10_000 + cash.Sum(payment => payment.Amount) + 2_000 - 490 - 6_000);
    }

    [Fact]
    [Trait("guarantee", "G16")]
    public async Task A_shift_is_not_complete_at_the_hub_before_all_of_its_orders_are_there()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 50));
        var till = await hub.OpenTillAsync(settings: new TillSettings(Configure: options => options.MaxFactsPerUpload = 4));
        till.Line.Cut();
        Done(till.Engine.Shifts.Open(Euro(10)));
        for (var i = 0; i < 8; i++) till.Sell(sku);
        var z = Done(till.Engine.Shifts.Close(Euro(18)));

        CutAfterFirstUpload(till);
        Assert.NotNull((await till.TrySyncAsync()).Error);

        var half = Assert.Single(await ShiftsAsync(till));
        Assert.Equal((null, null, null), (half.ClosedAt, half.Orders, half.LastReceipt));
        Assert.Equal(3, (await hub.OrdersAsync(till)).Count);

        till.Line.Join();
        await hub.SettleAsync(till);
        var whole = Assert.Single(await ShiftsAsync(till));
        Assert.NotNull(whole.ClosedAt);
        Assert.Equal((8L, z.LastReceipt!.Value.Value), (whole.Orders!.Value, whole.LastReceipt));
        Assert.Equal(8, (await hub.OrdersAsync(till)).Count(order => order.Shift == whole.Id));
    }

    private static ShiftReport TradeOneShift(Till till, string coffee, string cheese)
    {
        var shifts = till.Engine.Shifts;
        Done(shifts.Open(Euro(100)));
        var sold = till.Sell((coffee, 3), (cheese, 0.486m));
        till.Engine.Register.Add(coffee);
        till.Pay(Tender.Card);
        Done(shifts.MoveCash(CashMovementKind.PayIn, Euro(20), "coins"));
        Done(shifts.MoveCash(CashMovementKind.PayOut, Euro(4.90m), "bulbs"));
        Done(shifts.MoveCash(CashMovementKind.Drop, Euro(60), "safe"));
        till.TakeBack(sold);
        Assert.Equal(3, shifts.Current!.Orders);
        return Done(shifts.Close(Euro(68.07m)));
    }

    private static void CutAfterFirstUpload(Till till)
    {
        var uploads = 0;
        till.Line.Rule = async (request, send, cancellation) =>
            await SentSync.ReadAsync(request, cancellation) is { Facts.Count: > 0 } && ++uploads > 1
                ? throw new HttpRequestException(HttpRequestError.ConnectionError, "The line is cut.")
                : await send();
    }

    private static ShiftReport Done(ShiftOutcome outcome) => Assert.IsType<ShiftOutcome.Done>(outcome).Report;

    private static Money Euro(decimal amount) => Money.FromDecimal(amount, Currency.Parse("EUR"));

    private Task<List<ShiftRow>> ShiftsAsync(Till till) => hub.QueryAsync(data => data.Shifts.Where(shift => shift.Terminal == till.Name).OrderBy(shift => shift.Number));
}
