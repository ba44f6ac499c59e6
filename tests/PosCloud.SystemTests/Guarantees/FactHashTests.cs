using PosCloud.Domain.Facts;
using PosCloud.Domain.Measures;
using PosCloud.Domain.Selling;
using PosCloud.SystemTests.Stage;
using PosCloud.Terminal.Engine.Register;

namespace PosCloud.SystemTests.Guarantees;

/// <summary>G9: what was sold is what arrives, to the byte, for orders that use every feature of the register.</summary>
[Trait("guarantee", "G9")]
public sealed class FactHashTests(HubStage hub) : IClassFixture<HubStage>
{
    [Fact]
    public async Task The_hash_at_the_terminal_is_the_hash_at_the_hub_for_generated_orders_with_every_feature()
    {
        var seed = Environment.TickCount;
        TestContext.Current.SendDiagnosticMessage("seed {0}", seed);
        var random = new Random(seed);
        var (piece, cheap, weighed) = (hub.NewSku(), hub.NewSku(), hub.NewSku());
        await hub.StockAsync(new Goods(piece, 12.99m, 5_000), new Goods(cheap, 0.05m, 5_000, TaxPercent: 5), new Goods(weighed, 16.90m, 800, "kg", 5));
        var till = await hub.OpenTillAsync();
        till.Line.Cut();
        var sold = new List<CompletedOrder>();
        for (var i = 0; i < TestSize.Of(400, 5_000); i++) sold.Add(Sell(till, random, piece, cheap, weighed, sold));

        till.Line.Join();
        await hub.SettleAsync(till);

        var facts = (await hub.FactsAsync(till)).ToDictionary(fact => fact.Sequence);
        Assert.All(sold, order =>
        {
            Assert.Equal(order.ContentHash, Sha256Digest.FromBytes(facts[order.Sequence.Value].ContentHash));
            Assert.Equal(order.ContentHash, Sha256Digest.FromBytes(System.Security.Cryptography.SHA256.HashData(facts[order.Sequence.Value].Content)));
            Assert.Equal(order.ChainHash, Sha256Digest.FromBytes(facts[order.Sequence.Value].ChainHash));
        });
        Assert.Equal(sold.Sum(order => order.Total.MinorUnits), (await hub.OrdersAsync(till)).Sum(order => order.Total));
        Assert.Empty(await hub.QueryAsync(data => data.Exceptions.Where(row => row.Terminal == till.Name && row.Kind == "totals")));
    }

    private static CompletedOrder Sell(Till till, Random random, string piece, string cheap, string weighed, List<CompletedOrder> sold)
    {
        var register = till.Engine.Register;
        register.Cashier = random.Next(3) == 0 ? "Zoë Ćirić" : null;
        if (random.Next(6) == 0 && register.FindRefundable(sold.Count == 0 ? "" : sold[random.Next(sold.Count)].ReceiptNumber.Value) is { HasSomethingLeft: true } earlier)
        {
            var line = earlier.Lines.First(l => l.Remaining > Quantity.Zero);
            register.AddReturn(earlier.ReceiptNumber.Value, line.Line, line.Remaining);
        }

        for (var lines = random.Next(1, 5); lines > 0; lines--) AddLine(register, random, piece, cheap, weighed, till.Engine.Profile.Currency);
        if (random.Next(3) == 0) register.SetOrderDiscount(random.Next(2) == 0 ? Discount.Percent(random.Next(300_000), "regular") : new Discount(null, random.Next(200)));
        if (register.Cart.Plan.Left.MinorUnits > 400 && random.Next(3) == 0) register.AddTender(Tender.Card, new Money(random.Next(1, 400), till.Engine.Profile.Currency), "slip " + random.Next());
        return till.Pay(random.Next(4) == 0 && !register.Cart.IsRefund ? Tender.Card : Tender.Cash);
    }

    private static void AddLine(SalesRegister register, Random random, string piece, string cheap, string weighed, Currency currency)
    {
        var outcome = random.Next(5) switch
        {
            0 => register.Add(weighed, new Quantity(random.Next(1, 3_000))),
            1 => register.AddOpenPrice("Ремонт \"fast\" 修理", new Money(random.Next(1, 5_000), currency), new TaxRate(random.Next(0, 300_000))),
            2 => register.Add(cheap, Quantity.Pieces(random.Next(1, 30))),
            _ => register.Add(piece),
        };
        var key = Assert.IsType<CartOutcome.Done>(outcome).Key;
        if (random.Next(4) == 0) register.SetDiscount(key, Discount.Percent(random.Next(1_000_000)));
        if (random.Next(5) == 0) register.SetNote(key, "מתנה, לעטוף 🎁");
    }
}
