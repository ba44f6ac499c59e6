using PosCloud.Grains.Contracts;
using PosCloud.Grains.Contracts.Fleet;
using PosCloud.Grains.Contracts.Terminals;
using PosCloud.Grains.Terminals;
using PosCloud.GrainTests.Cluster;

namespace PosCloud.GrainTests.Fleet;

public sealed class FleetGrainTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_watches_sees_a_sale_and_a_cut_line_without_asking_again()
    {
        var shop = await Shop.OpenAsync(cluster, "FA", ("A", 5));
        var scribe = await shop.EnrolAsync();
        var terminal = Shop.Terminal(cluster.Inside(), scribe);
        cluster.ActAs(Roles.Viewer);
        await using var watch = cluster.Client.GetGrain<IFleetGrain>(IFleetGrain.Key).WatchAsync(Cancellation).GetAsyncEnumerator(Cancellation);

        await terminal.LineAsync("line", isOpen: true);
        scribe.Sell(("A", 1));
        await shop.UploadAsync(scribe);
        await terminal.ObservedAsync(Seen());
        await UntilAsync(watch, o => o.SalesToday >= 1 && Row(o, scribe.Terminal.Value)?.Status == TerminalStatus.InSync);
        await terminal.LineAsync("line", isOpen: false);
        var cut = await UntilAsync(watch, o => Row(o, scribe.Terminal.Value)?.Status == TerminalStatus.Offline);

        Assert.Equal(1, cut.OrdersPerMinute.Sum(m => m.Orders));
    }

    [Fact]
    public async Task A_summary_survives_the_move_of_the_fleets_grain()
    {
        var shop = await Shop.OpenAsync(cluster, "FB");
        var scribe = await shop.EnrolAsync();
        await Shop.Terminal(cluster.Inside(), scribe).EvaluateAsync();
        var fleet = cluster.Inside().GetGrain<IFleetGrain>(IFleetGrain.Key);
        var before = await fleet.GetOverviewAsync();

        await cluster.Silos.DeactivateAsync(fleet);
        var after = await fleet.GetOverviewAsync();

        Assert.NotNull(Row(after, scribe.Terminal.Value));
        Assert.NotEqual(before.Version, after.Version);
    }

    [Fact]
    public async Task After_a_clock_that_was_ahead_is_set_right_sales_are_counted_and_terminals_are_judged()
    {
        var shop = await Shop.OpenAsync(cluster, "FC", ("A", 5));
        var fleet = cluster.Inside().GetGrain<IFleetGrain>(IFleetGrain.Key);
        cluster.Clock.SetWrongBy(TimeSpan.FromDays(3));
        var early = await shop.EnrolAsync();
        await TestKit.Waiting.UntilAsync("it is judged", async () => Row(await fleet.GetOverviewAsync(), early.Terminal.Value) is not null, Patience, Cancellation);

        cluster.Clock.SetWrongBy(TimeSpan.Zero);
        var late = await shop.EnrolAsync();
        cluster.ActAs(Roles.Viewer);
        await using var watch = cluster.Client.GetGrain<IFleetGrain>(IFleetGrain.Key).WatchAsync(Cancellation).GetAsyncEnumerator(Cancellation);
        await watch.MoveNextAsync();
        var before = watch.Current.SalesToday;
        late.Sell(("A", 1));
        await shop.UploadAsync(late);
        await fleet.StoreChangedAsync("FC");

        await UntilAsync(watch, o => o.SalesToday > before && Row(o, late.Terminal.Value) is not null).WaitAsync(Patience, Cancellation);
    }

    private static TerminalSummary? Row(FleetOverview overview, string terminal) => overview.Terminals.FirstOrDefault(t => t.Terminal == terminal);

    private static async Task<FleetOverview> UntilAsync(IAsyncEnumerator<FleetOverview> watch, Func<FleetOverview, bool> isThere)
    {
        while (await watch.MoveNextAsync())
        {
            if (isThere(watch.Current)) return watch.Current;
        }

        throw new InvalidOperationException("The sequence ended.");
    }

    private static SyncObserved Seen()
    {
        var now = TimeProvider.System.GetUtcNow();
        var session = new SyncSession(now, "sale", 5, 1, [], 500, 300, SyncResults.Done);
        return new SyncObserved(now, "FA", "Direct", "1.0", session, 0, 0, null, null, now, 0, null, null, true, null, OrdersUp: 1, OrdersAmount: new Amount(100, "EUR"));
    }
}
