using PosCloud.SystemTests.Stage;
using PosCloud.Terminal.Engine.Shifts;

namespace PosCloud.SystemTests.Guarantees;

/// <summary>G31: terminals keep what no verified backup has, and delete the rest when it is old; a restore lives on both.</summary>
[Trait("guarantee", "G31")]
public sealed class OldFactsTests(HubStage hub) : IClassFixture<HubStage>
{
    /// <summary>A shift's opening, three sales, its closing.</summary>
    private const int Shift = 5;

    [Fact]
    public async Task After_deleting_what_a_verified_backup_has_a_restore_from_it_still_adds_up()
    {
        var sku = hub.NewSku();
        var till = await TradeAsync(sku, "first.db");
        Assert.Equal(0, till.Engine.DeleteOldFacts());
        var backup = await hub.BackUpAsync("newest.db");
        await AgeAsync(till);

        Assert.Equal(Shift, till.Engine.DeleteOldFacts());
        Assert.Empty(till.Engine.Verify().Violations);
        await till.ReopenAsync();
        Assert.Empty(till.Engine.Verify().Violations);
        till.Sell(sku);
        await hub.SettleAsync(till);
        till.Sell(sku);
        var restored = await hub.RestoreAsync(backup);
        till.Sell(sku);
        await hub.SettleAsync(till);

        Assert.Empty(restored.Listed);
        await AssertWholeAsync(till, sku, orders: 7);
        Assert.Empty(await hub.QueryAsync(data => data.Exceptions.Where(row => row.Terminal == till.Name)));
    }

    [Fact]
    public async Task A_restore_from_an_older_backup_names_the_newest_verified_one_and_the_terminal_sells_and_sends_on()
    {
        var sku = hub.NewSku();
        var till = await TradeAsync(sku, "older.db");
        var newest = await hub.BackUpAsync("verified.db");
        await AgeAsync(till);
        Assert.Equal(Shift, till.Engine.DeleteOldFacts());

        var restored = await hub.RestoreAsync(Path.Combine(hub.Folder, "older.db"));
        till.Sell(sku);
        await hub.SettleAsync(till);
        till.Sell(sku);
        await hub.SettleAsync(till);

        // Of the first shift the older backup has the opening and a sale; two sales and the closing are in the newer one only.
        Assert.Contains(restored.Listed, line => line.StartsWith($"{till.Name} has 5 facts", StringComparison.Ordinal) && line.Contains(newest, StringComparison.Ordinal));
        var hole = Assert.Single(await hub.QueryAsync(data => data.Exceptions.Where(row => row.Terminal == till.Name && row.Kind == "hole")));
        Assert.Contains("Restore that one", hole.Detail, StringComparison.Ordinal);
        Assert.Equal(4, (await hub.OrdersAsync(till)).Count);
        Assert.Empty((await hub.VerbAsync("verify")).List("violations"));
        Assert.Empty(till.Engine.Verify().Violations);

        Assert.DoesNotContain((await hub.RestoreAsync(newest)).Listed, line => line.StartsWith(till.Name, StringComparison.Ordinal));
        await hub.SettleAsync(till);
        await AssertWholeAsync(till, sku, orders: 6);
    }

    /// <summary>One sale, a verified backup, two sales more and the end of the shift, another sale; all applied.</summary>
    private async Task<Till> TradeAsync(string sku, string afterFirst)
    {
        await hub.StockAsync(new Goods(sku, 1m, 100));
        var till = await hub.OpenTillAsync(settings: new TillSettings(Clock: new ShiftableClock(), Configure: options => options.Journal.ReceiptsKept = 0));
        till.Sell(sku);
        await hub.SettleAsync(till);
        await hub.BackUpAsync(afterFirst);
        till.Sell(sku);
        till.Sell(sku);
        Assert.IsType<ShiftOutcome.Done>(till.Engine.Shifts.Close(null));
        till.Sell(sku);
        await hub.SettleAsync(till);
        return till;
    }

    /// <summary>
    /// The terminal hears of the newest verified backup, and 91 days go by: for its clock, and since the hub spoke. The hub's
    /// own clock stays, because its silo would take such a leap for its death.
    /// </summary>
    private async Task AgeAsync(Till till)
    {
        // The hub looks for a newer backup once a minute, a terminal notes it once a day.
        hub.Clock.Pass(TimeSpan.FromMinutes(2));
        await till.ReopenAsync(folder => DurableMarks.MoveBack(folder, TimeSpan.FromDays(1)));
        await till.SyncAsync();
        await till.ReopenAsync(folder => DurableMarks.MoveBack(folder, TimeSpan.FromDays(91)));
        till.Clock.Pass(TimeSpan.FromDays(91));
        await till.SyncAsync();
    }

    private async Task AssertWholeAsync(Till till, string sku, int orders)
    {
        Assert.Equal(orders, (await hub.OrdersAsync(till)).Select(order => order.ReceiptNumber).Distinct().Count());
        Assert.Equal(orders, (await hub.OrdersAsync(till)).Count);
        Assert.Equal((100 - orders) * 1_000, await hub.OnHandAsync(sku));
        Assert.Equal((100 - orders) * 1_000, till.Available(sku));
        Assert.Empty((await hub.VerbAsync("verify")).List("violations"));
        Assert.Empty(till.Engine.Verify().Violations);
        Assert.Equal(0, till.Engine.Sync.Pending.Facts);
    }
}
