using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Guarantees;

/// <summary>G21: a terminal whose clock is days off sells and syncs; order comes from its sequence.</summary>
[Trait("guarantee", "G21")]
public sealed class WrongClockTests(HubStage hub) : IClassFixture<HubStage>
{
    [Theory]
    [InlineData(3)]
    [InlineData(-3)]
    public async Task With_a_clock_that_is_days_off_every_sale_is_taken_in_its_order_and_the_cashier_is_warned(int days)
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 10));
        var clock = new ShiftableClock();
        clock.SetWrongBy(TimeSpan.FromDays(days));
        var till = await hub.OpenTillAsync(settings: new TillSettings(Clock: clock));
        Assert.True(till.Engine.Clock.IsDeviceClockWrong);

        var sold = till.Sell(sku);
        await hub.SettleAsync(till);

        var fact = (await hub.FactsAsync(till)).Single(f => f.Sequence == sold.Sequence.Value);
        Assert.Equal(sold.OccurredAt.ToUnixTimeMilliseconds(), fact.OccurredAt);
        Assert.InRange(Math.Abs(fact.HappenedAt - hub.Clock.GetUtcNow().ToUnixTimeMilliseconds()), 0, 30_000);
        Assert.InRange(Math.Abs(sold.Body.Context.ClockOffsetMilliseconds!.Value + (days * 86_400_000L)), 0, 30_000);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_between_two_sales_does_not_change_their_order()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 10));
        var clock = new ShiftableClock();
        var till = await hub.OpenTillAsync(settings: new TillSettings(Clock: clock));
        till.Line.Cut();
        var first = till.Sell(sku);
        clock.SetWrongBy(TimeSpan.FromDays(-2));
        var second = till.Sell(sku);
        await till.ReopenAsync();
        clock.SetWrongBy(TimeSpan.FromDays(1));
        var third = till.Sell(sku);

        till.Line.Join();
        await hub.SettleAsync(till);

        Assert.Equal(
            [first.ReceiptNumber.Value, second.ReceiptNumber.Value, third.ReceiptNumber.Value],
            (await hub.OrdersAsync(till)).Select(order => order.ReceiptNumber));
        Assert.Equal(7_000, await hub.OnHandAsync(sku));
        Assert.Empty(await hub.QuarantineAsync(till));
    }
}
