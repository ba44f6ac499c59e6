using System.Diagnostics;
using PosCloud.SystemTests.Stage;
using PosCloud.TestKit;

namespace PosCloud.SystemTests.Storm;

/// <summary>G30: many terminals come back in the same second.</summary>
[Trait("guarantee", "G30")]
[Collection(Alone.Name)]
public sealed class ReconnectStormTests(StormStage hub) : IClassFixture<StormStage>
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(TestSize.Of(3, 15));

    [Fact]
    public async Task Many_terminals_back_in_the_same_second_are_all_drained_and_send_nothing_committed_again()
    {
        var (terminals, orders) = (TestSize.Of(24, 60), TestSize.Of(10, 100));
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, terminals * orders));
        var shop = new List<(Till Till, SentFacts Sent)>();
        for (var i = 0; i < terminals; i++)
        {
            var till = await hub.OpenTillAsync();
            till.Line.Cut();
            for (var order = 0; order < orders; order++) till.Sell(sku);
            shop.Add((till, new SentFacts()));
        }

        var facts = shop.Sum(s => s.Till.Engine.Sync.Pending.Facts);
        using var calm = new CancellationTokenSource();
        var others = AskMeanwhileAsync(calm.Token);
        foreach (var (till, sent) in shop) sent.Watch(till.Line);
        foreach (var (till, _) in shop) till.Engine.Start();

        await Waiting.UntilAsync("every terminal is empty", () => Task.FromResult(shop.All(s => s.Till.Engine.Sync.Pending.Facts == 0)), Limit, TestContext.Current.CancellationToken);
        await calm.CancelAsync();

        Assert.Equal(facts, shop.Sum(s => s.Sent.Taken));
        Assert.True(shop.Sum(s => s.Sent.Refused) > 0, "nobody was asked to come back");
        var slowest = (await others).Order().ToList();
        // How long they took is measured by `load storm`, whose hub is a process of its own.
        Assert.NotEmpty(slowest);
        TestContext.Current.TestOutputHelper?.WriteLine($"p95 of {slowest.Count} other requests: {slowest[(int)(slowest.Count * 0.95)]}");
        await Waiting.UntilAsync("everything is applied", async () => await hub.OnHandAsync(sku) == 0, Limit, TestContext.Current.CancellationToken);
        Assert.Equal(terminals * orders, (await hub.VerbAsync("verify")).Expect(0).Json.GetProperty("orders").GetInt64());
    }

    // What people and machines ask of the hub while it is busy.
    private async Task<List<TimeSpan>> AskMeanwhileAsync(CancellationToken calm)
    {
        var times = new List<TimeSpan>();
        using var client = new HttpClient { BaseAddress = hub.Address };
        while (!calm.IsCancellationRequested)
        {
            var began = Stopwatch.GetTimestamp();
            using (var answer = await client.GetAsync(new Uri("/health/live", UriKind.Relative), CancellationToken.None)) answer.EnsureSuccessStatusCode();
            await hub.VerbAsync("terminals");
            times.Add(Stopwatch.GetElapsedTime(began));
        }

        return times;
    }
}
