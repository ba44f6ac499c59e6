using PosCloud.Domain.Identity;
using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Guarantees;

/// <summary>G5: many terminals number their receipts offline, without a collision and without a gap.</summary>
[Trait("guarantee", "G5")]
public sealed class ReceiptNumberTests(HubStage hub) : IClassFixture<HubStage>
{
    [Fact]
    public async Task Receipts_of_many_offline_terminals_neither_collide_nor_leave_gaps()
    {
        var (terminals, orders) = (TestSize.Of(8, 50), TestSize.Of(50, 400));
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 100_000));
        var tills = new List<Till>();
        for (var i = 0; i < terminals; i++) tills.Add(await hub.OpenTillAsync(i % 2 == 0 ? "S1" : "S2"));

        Parallel.ForEach(tills, till =>
        {
            till.Line.Cut();
            for (var i = 0; i < orders; i++)
            {
                till.Engine.Register.AddOpenPrice("Goods", Domain.Measures.Money.FromDecimal(1m, till.Engine.Profile.Currency), new Domain.Measures.TaxRate(250_000));
                till.Pay();
            }

            till.Line.Join();
        });
        foreach (var till in tills) await hub.SettleAsync(till);

        var receipts = new List<ReceiptNumber>();
        foreach (var till in tills) receipts.AddRange((await hub.OrdersAsync(till)).Select(order => ReceiptNumber.Parse(order.ReceiptNumber)));
        Assert.Equal(terminals * orders, receipts.Distinct().Count());
        Assert.All(receipts.GroupBy(receipt => receipt.Terminal), own => Assert.Equal(
            Enumerable.Range(1, orders).Select(i => (long)i), own.Select(receipt => receipt.Counter).Order()));
    }
}
