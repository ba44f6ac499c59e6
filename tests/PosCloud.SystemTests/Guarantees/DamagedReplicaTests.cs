using PosCloud.Domain.Measures;
using PosCloud.SystemTests.Stage;
using PosCloud.Terminal.Engine.Register;

namespace PosCloud.SystemTests.Guarantees;

/// <summary>G24: a damaged replica costs nothing but a download.</summary>
[Trait("guarantee", "G24")]
public sealed class DamagedReplicaTests(HubStage hub) : IClassFixture<HubStage>
{
    [Fact]
    public async Task With_every_replica_damaged_an_open_price_sale_works_and_the_next_sync_builds_a_new_one()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 10));
        var till = await hub.OpenTillAsync();
        till.Sell(sku);
        till.Line.Cut();
        await till.ReopenAsync(DamageReplicas);

        Assert.IsType<CartOutcome.NotFound>(till.Engine.Register.Add(sku));
        Assert.IsType<CartOutcome.Done>(till.Engine.Register.AddOpenPrice("Something", new Money(150, Currency.Parse("EUR")), new TaxRate(250_000)));
        till.Pay();

        till.Line.Join();
        await hub.SettleAsync(till);
        Assert.Equal(9_000, till.Available(sku));
        Assert.Equal(2, (await hub.OrdersAsync(till)).Count);
        Assert.Empty(till.Engine.Verify().Violations);
    }

    [Fact]
    public async Task While_it_is_rebuilt_local_stock_counts_every_own_sale_once()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 10));
        var till = await hub.OpenTillAsync();
        till.Sell(sku);
        await hub.SettleAsync(till);
        till.Line.Cut();
        till.Sell(sku);
        await till.ReopenAsync(DamageReplicas);

        till.Line.Join();
        await till.SyncAsync();

        Assert.Equal(8_000, till.Available(sku));
    }

    /// <summary>What a dying disk leaves: the right size, the wrong bytes.</summary>
    private static void DamageReplicas(string folder)
    {
        var files = Directory.GetFiles(folder, "replica-*.db");
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var bytes = new byte[new FileInfo(file).Length];
            new Random(7).NextBytes(bytes);
            File.WriteAllBytes(file, bytes);
            File.Delete(file + "-wal");
        }
    }
}
