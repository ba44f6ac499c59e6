using CsCheck;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using Xunit;

namespace PosCloud.UnitTests.Engine;

public sealed class LocalStockTests
{
    private static readonly Sku Coffee = Sku.Parse("COFFEE");

    [Fact]
    public async Task A_sale_lowers_the_stock_at_once_and_a_return_raises_it()
    {
        await using var terminal = await TerminalShop.OpenAsync();

        var sold = terminal.Sell("COFFEE", 3);
        var after = Available(terminal);
        terminal.Engine.Register.AddReturn(sold.ReceiptNumber.Value, 1, Quantity.One);
        terminal.PayInCash();

        Assert.Equal(Quantity.Pieces(7), after);
        Assert.Equal(Quantity.Pieces(8), Available(terminal));
        Assert.Equal(Quantity.Pieces(8), terminal.Engine.Catalogue.Tiles().Single(t => t.Sku == Coffee).Available);
        Assert.Equal(Quantity.Pieces(10), terminal.Engine.Catalogue.Stock(Coffee).OnHand);
    }

    [Fact]
    public async Task The_number_stays_the_same_before_during_and_after_the_sync_that_applies_it()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        terminal.Sell("COFFEE", 3);
        using var stop = new CancellationTokenSource();
        var seen = new HashSet<Quantity>();
        var samples = 0;
        var sampler = Task.Run(async () =>
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            do
            {
                lock (seen) seen.Add(Available(terminal));
                samples++;
            }
            while (await timer.WaitForNextTickAsync(stop.Token).AsTask().ContinueWith(t => t.IsCompletedSuccessfully && t.Result, TaskScheduler.Default));
        });

        for (var i = 0; i < 30; i++)
        {
            await terminal.SyncAsync();
            terminal.Hub.Reconcile();
            await terminal.SyncAsync();
            Assert.Equal(Quantity.Pieces(7), Available(terminal));
        }

        while (Volatile.Read(ref samples) < 5) await Task.Yield();
        await stop.CancelAsync();
        await sampler;
        Assert.Equal([Quantity.Pieces(7)], seen);
        Assert.Equal(Quantity.Pieces(7), terminal.Engine.Catalogue.Stock(Coffee).OnHand);
    }

    [Fact]
    public async Task A_quarantined_movement_stays_counted_here_until_the_hub_applies_it()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        terminal.Sell("COFFEE", 2);
        terminal.Hub.Quarantined.Add(2);
        await terminal.SyncAsync();
        terminal.Hub.Reconcile();
        await terminal.SyncAsync();

        Assert.Equal(Quantity.Pieces(10), terminal.Engine.Catalogue.Stock(Coffee).OnHand);
        Assert.Equal(Quantity.Pieces(8), Available(terminal));
        Assert.Equal("S1T1-1-000001", Assert.Single(terminal.Engine.Sync.Status.Quarantined).ReceiptNumber!.Value.Value);
    }

    [Fact]
    public async Task An_own_count_that_is_not_applied_yet_is_absolute()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        terminal.Sell("COFFEE", 2);
        terminal.Engine.Stock.Count(Coffee, Quantity.Pieces(5));
        terminal.Sell("COFFEE");

        var before = Available(terminal);
        await terminal.SyncAsync();
        terminal.Hub.Reconcile();
        await terminal.SyncAsync();

        Assert.Equal(Quantity.Pieces(4), before);
        Assert.Equal(Quantity.Pieces(4), Available(terminal));
    }

    [Fact]
    public async Task A_quarantined_movement_from_before_an_applied_count_no_longer_matters()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        terminal.Sell("COFFEE", 2);
        terminal.Hub.Quarantined.Add(2);
        terminal.Engine.Stock.Count(Coffee, Quantity.Pieces(6));
        await terminal.SyncAsync();
        terminal.Hub.Reconcile();
        await terminal.SyncAsync();

        Assert.Equal(Quantity.Pieces(6), Available(terminal));
    }

    [Fact]
    public async Task Whatever_the_order_of_sales_counts_and_syncs_each_own_movement_counts_once()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        var expected = 10L;

        Gen.Int[0, 5].Array[1, 12].Sample(
            actions =>
            {
                foreach (var action in actions)
                {
                    switch (action)
                    {
                        case 0 or 1:
                            terminal.Sell("COFFEE", action + 1);
                            expected -= action + 1;
                            break;
                        case 2:
                            terminal.Engine.Stock.Receive(Coffee, Quantity.Pieces(4));
                            expected += 4;
                            break;
                        case 3:
                            terminal.Engine.Stock.Count(Coffee, Quantity.Pieces(9));
                            expected = 9;
                            break;
                        case 4:
                            terminal.SyncAsync().GetAwaiter().GetResult();
                            break;
                        default:
                            terminal.Hub.Reconcile();
                            break;
                    }

                    Assert.Equal(Quantity.Pieces(expected), Available(terminal));
                }
            },
            iter: 60, threads: 1);
    }

    [Fact]
    public async Task Facts_of_a_closed_epoch_that_the_hub_has_applied_are_not_counted_again()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        terminal.Sell("COFFEE");
        terminal.Hub.GiveEpoch = JournalEpoch.Parse("K7QF");
        await terminal.SyncAsync();
        terminal.Sell("COFFEE");

        var before = Available(terminal);
        terminal.Hub.Reconcile();
        await terminal.SyncAsync();
        terminal.Hub.Reconcile();
        await terminal.SyncAsync();

        Assert.Equal(Quantity.Pieces(8), before);
        Assert.Equal(Quantity.Pieces(8), Available(terminal));
        Assert.Equal(Quantity.Pieces(8), terminal.Engine.Catalogue.Stock(Coffee).OnHand);
        Assert.Equal("S1T1-K7QF-000001", terminal.Engine.Receipts.Recent(1)[0].ReceiptNumber.Value);
        Assert.Empty(terminal.Engine.Verify().Violations);
    }

    private static Quantity Available(TerminalFixture terminal) => terminal.Engine.Catalogue.Stock(Coffee).Available;
}
