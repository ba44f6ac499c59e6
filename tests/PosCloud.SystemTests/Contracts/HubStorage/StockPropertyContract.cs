using CsCheck;
using PosCloud.HubStorage;

namespace PosCloud.SystemTests.Contracts.HubStorage;

/// <summary>Stock under any order, repetition and delay of what terminals send.</summary>
public abstract class StockPropertyContract(HubFixture fixture)
{
    private enum Step
    {
        Sell,
        Receive,
        Count,
        Upload,
        UploadAgain,
        Reconcile,
        ReconcileElsewhere,
        LoseProposal,
    }

    [Fact]
    public async Task Stock_is_opening_plus_movements_whatever_the_order_the_repetition_and_the_delay()
    {
        fixture.SkipWithoutDatabase();
        var steps = Gen.Select(Gen.Enum<Step>(), Gen.Int[0, 2], Gen.Int[0, 1], Gen.Int[1, 3], (step, terminal, sku, pieces) => (step, terminal, sku, pieces)).Array[5, 60];
        var runs = fixture.Runs(Environment.GetEnvironmentVariable("POSCLOUD_TESTS") == "all" ? 400 : 25);
        await steps.SampleAsync(async plan => await RunAsync(plan), iter: runs, threads: 1);
    }

    private async Task RunAsync((Step Step, int Terminal, int Sku, int Pieces)[] plan)
    {
        await using var hub = await TestHub.StartAsync(fixture, new HubStorageOptions { MaxFactsPerBatch = 2 }, ("A", 5), ("B", 0));
        await using var other = new TestHub(hub.Database, hub.Clock, hub.Options);
        var terminals = new[] { await hub.EnrolAsync(), await hub.EnrolAsync(), await hub.EnrolAsync() };
        var truth = new Dictionary<string, long> { ["A"] = 5, ["B"] = 0 };
        foreach (var (step, which, skuAt, pieces) in plan)
        {
            var (terminal, sku) = (terminals[which], skuAt == 0 ? "A" : "B");
            // Far enough apart that the clocks leave no doubt about the order.
            hub.Clock.Advance(TimeSpan.FromMinutes(3));
            switch (step)
            {
                case Step.Sell:
                    terminal.Sell((sku, pieces));
                    truth[sku] -= pieces;
                    break;
                case Step.Receive:
                    terminal.Receive(sku, pieces);
                    truth[sku] += pieces;
                    break;
                case Step.Count:
                    terminal.Count(sku, pieces);
                    truth[sku] = pieces;
                    break;
                case Step.Upload when terminal.Entries.Count > 0:
                    await hub.UploadAsync(terminal);
                    break;
                case Step.UploadAgain when terminal.Entries.Count > 0:
                    await other.UploadAsync(terminal, 1, 1 + (pieces % terminal.Entries.Count));
                    break;
                case Step.Reconcile:
                    await hub.ReconcileAsync(terminal);
                    break;
                case Step.ReconcileElsewhere:
                    await Task.WhenAll(hub.ReconcileAsync(terminals), other.ReconcileAsync(terminals));
                    break;
                case Step.LoseProposal:
                    await hub.Pending.ReadAsync(terminal.Terminal, TestHub.Cancellation);
                    break;
            }
        }

        foreach (var terminal in terminals.Where(t => t.Entries.Count > 0)) await hub.UploadAsync(terminal);
        await hub.ReconcileAsync(terminals);
        await hub.VerifyAsync();
        Assert.Empty(await hub.ExceptionsAsync("doubtful-count"));
        Assert.Equal((truth["A"], truth["B"]), (await hub.OnHandAsync("A"), await hub.OnHandAsync("B")));
    }
}
