using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.SystemTests.Stage;
using PosCloud.Terminal.Engine.Register;

namespace PosCloud.SystemTests.Guarantees;

/// <summary>Points from the hub's setting to the terminal's receipt and back to the hub's balance.</summary>
public sealed class PointsTests(HubStage hub) : IClassFixture<HubStage>
{
    [Fact]
    public async Task A_rate_set_at_the_hub_makes_sales_earn_points_and_refunds_take_them_back()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 12.50m, 5));
        var till = await hub.OpenTillAsync();
        Assert.True(CustomerCard.TryParse("1002 3456", out var card));

        var set = (await hub.VerbAsync("stores points", ("store", "S1"), ("per-unit", "2"), ("point-pays", "0.05"))).Expect(0).Json;
        await till.SyncAsync();
        till.Line.Cut();
        till.Engine.Register.Add(sku);
        Assert.IsType<CartOutcome.Done>(till.Engine.Register.SetCustomer(card));
        var sold = till.Pay();
        till.Engine.Register.Add(sku);
        till.Engine.Register.SetCustomer(card);
        Assert.IsType<CartOutcome.Done>(till.Engine.Register.UsePoints(20));
        var paid = till.Pay();
        till.Line.Join();
        await hub.SettleAsync(till);

        Assert.Equal((2, 5), (set.GetProperty("pointsPerUnit").GetInt32(), set.GetProperty("pointPays").GetProperty("amount").GetInt64()));
        Assert.Equal((new OrderPoints(24, 0), new OrderPoints(22, 20), 1_150L), (sold.Body.Points, paid.Body.Points, paid.Total.MinorUnits));
        Assert.Equal(26, await LeftAsync(card));

        // The past keeps its rate.
        (await hub.VerbAsync("stores points", ("store", "S1"), ("per-unit", "0"))).Expect(0);
        await till.SyncAsync();
        Assert.IsType<CartOutcome.Done>(till.Engine.Register.AddReturn(sold.ReceiptNumber.Value, 1, Domain.Measures.Quantity.One));
        till.Pay();
        await hub.SettleAsync(till);
        Assert.Equal(2, await LeftAsync(card));
        (await hub.VerbAsync("verify")).Expect(0);
    }

    [Fact]
    public async Task A_rate_beyond_its_bounds_is_refused_with_them() =>
        Assert.Contains("0 to 1000", (await hub.VerbAsync("stores points", ("store", "S1"), ("per-unit", "1001"))).Expect(4).Problem, StringComparison.Ordinal);

    private async Task<long> LeftAsync(CustomerCard card) =>
        (await hub.VerbAsync("credit", ("customer", card.Customer.ToString()))).List("credits").Single().GetProperty("left").GetInt64();
}
