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
    [Trait("guarantee", "G19")]
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

    /// <summary>
    /// Close together, or sent after a restart of the device: then the clocks leave it open what was first. The newest count and
    /// what surely happened after it is on hand, in every order of arrival, and each count is told at most once.
    /// </summary>
    [Fact]
    public async Task What_the_clocks_leave_open_comes_out_the_same_in_every_order_of_arrival()
    {
        fixture.SkipWithoutDatabase();
        var acts = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 3], Gen.Int[1, 9], Gen.Int[0, 200], (terminal, kind, pieces, seconds) => (terminal, kind, pieces, seconds)).Array[2, 12];
        var runs = fixture.Runs(Environment.GetEnvironmentVariable("POSCLOUD_TESTS") == "all" ? 200 : 20);
        await Gen.Select(acts, Gen.Bool.Array[3], Gen.Int[0, 5], Gen.Int[1, 3]).SampleAsync(
            async plan => await ArriveAsync(plan.Item1, plan.Item2, plan.Item3, plan.Item4), iter: runs, threads: 1);
    }

    private async Task ArriveAsync((int Terminal, int Kind, int Pieces, int Seconds)[] acts, bool[] restarted, int order, int step)
    {
        await using var hub = await TestHub.StartAsync(fixture, new HubStorageOptions { MaxFactsPerBatch = 2 }, ("A", 50));
        var terminals = new[] { await hub.EnrolAsync(), await hub.EnrolAsync(), await hub.EnrolAsync() };
        var happened = new List<(int Terminal, bool IsCount, long Pieces, DateTimeOffset At)>();
        foreach (var (terminal, kind, pieces, seconds) in acts)
        {
            hub.Clock.Advance(TimeSpan.FromSeconds(seconds));
            happened.Add((terminal, kind == 0, kind is 0 or 3 ? pieces : -pieces, hub.Clock.GetUtcNow()));
            if (kind == 0) terminals[terminal].Count("A", pieces);
            else if (kind == 3) terminals[terminal].Receive("A", pieces);
            else terminals[terminal].Sell(("A", pieces));
        }

        for (var i = 0; i < 3; i++) terminals[i].BootId = restarted[i] ? "after" : terminals[i].BootId;
        int[][] orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        for (var sent = 0; terminals.Any(t => sent < t.Entries.Count); sent += step)
        {
            foreach (var terminal in orders[order].Select(i => terminals[i]).Where(t => sent < t.Entries.Count))
            {
                await hub.UploadAsync(terminal, sent + 1, Math.Min(sent + step, terminal.Entries.Count));
                await hub.ReconcileAsync(terminal);
            }
        }

        await hub.VerifyAsync();
        bool SurelyAfter((int Terminal, bool IsCount, long Pieces, DateTimeOffset At) act, (int Terminal, bool IsCount, long Pieces, DateTimeOffset At) count) =>
            act.At > count.At && (act.Terminal == count.Terminal || (!restarted[act.Terminal] && !restarted[count.Terminal] && act.At - count.At > TimeSpan.FromMinutes(2)));
        var newest = happened.FindLastIndex(h => h.IsCount);
        var expected = newest < 0
            ? 50 + happened.Sum(h => h.Pieces)
            : happened[newest].Pieces + happened.Where(h => !h.IsCount && SurelyAfter(h, happened[newest])).Sum(h => h.Pieces);
        Assert.Equal(expected, await hub.OnHandAsync("A"));
        Assert.True((await hub.ExceptionsAsync("doubtful-count")).Count <= happened.Count(h => h.IsCount));
    }
}
