using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PosCloud.Grains.Contracts;
using PosCloud.Grains.Contracts.Exceptions;
using PosCloud.Grains.Contracts.Terminals;
using PosCloud.Grains.Terminals;
using PosCloud.GrainTests.Cluster;
using PosCloud.HubStorage.Rows;
using PosCloud.SystemTests.Contracts.HubStorage;

namespace PosCloud.GrainTests.Terminals;

/// <summary>Alerts through grains on two nodes. The wall clock is moved by the tests; the grains' beat goes on in real time.</summary>
public sealed class TerminalAlertTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("guarantee", "G29")]
    public async Task A_silent_terminal_is_one_alert_on_two_nodes_and_after_its_grain_began_anew_and_ends_by_itself()
    {
        var shop = await Shop.OpenAsync(cluster, "LA", ("A", 9));
        var (silent, closed) = (await shop.EnrolAsync(), await shop.EnrolAsync());
        silent.OpenShift();
        silent.Sell(("A", 1));
        closed.OpenShift();
        closed.CloseShift();
        await HeardAsync(shop, silent, pendingOrders: 2);
        await HeardAsync(shop, closed);

        cluster.Clock.Pass(TimeSpan.FromMinutes(3));
        var raised = await UntilAsync(silent, rows => rows is [{ ResolvedAt: null }]);

        Assert.Equal("silent-terminal", raised.Kind);
        Assert.Equal("Not heard for three minutes while its shift is open. When it was last heard, 2 sales of 2.00 EUR wait there.", raised.Detail);

        // The grain begins anew, and a second one of it may live on the other node for a moment.
        await cluster.Silos.DeactivateAsync(Shop.Terminal(cluster.Inside(), silent));
        foreach (var node in (int[])[0, 1, 0]) await Shop.Terminal(cluster.Inside(node), silent).EvaluateAsync();
        await JudgeOnBothNodesAsync(silent);
        Assert.Equal(raised.Id, Assert.Single(await AlertsAsync(silent)).Id);
        Assert.Empty(await AlertsAsync(closed));

        await HeardAsync(shop, silent);
        var ended = await UntilAsync(silent, rows => rows is [{ ResolvedAt: not null }]);
        Assert.Equal("hub", ended.ResolvedBy);
        Assert.StartsWith("Heard again after ", ended.Resolution, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_person_decided_isnt_raised_again_before_the_terminal_was_heard()
    {
        var shop = await Shop.OpenAsync(cluster, "LB", ("A", 9));
        var scribe = await shop.EnrolAsync();
        scribe.OpenShift();
        await HeardAsync(shop, scribe);
        cluster.Clock.Pass(TimeSpan.FromMinutes(3));
        var raised = await UntilAsync(scribe, rows => rows is [{ ResolvedAt: null }]);

        cluster.ActAs(Roles.Manager);
        Assert.True((await cluster.Client.GetGrain<IExceptionsGrain>("any").ResolveAsync(raised.Id, "In repair")).Done);
        await cluster.Silos.DeactivateAsync(Shop.Terminal(cluster.Inside(), scribe));
        await Shop.Terminal(cluster.Inside(), scribe).EvaluateAsync();
        Assert.Equal("In repair", Assert.Single(await AlertsAsync(scribe)).Resolution);

        await HeardAsync(shop, scribe);
        await UntilAsync(scribe, rows => rows is [{ OtherOccurredAt: not null, Resolution: "In repair" }]);
        cluster.Clock.Pass(TimeSpan.FromMinutes(3));
        await UntilAsync(scribe, rows => rows is [_, { ResolvedAt: null }]);
    }

    /// <summary>Its facts arrive, and it says what is left on it.</summary>
    private async Task HeardAsync(Shop shop, JournalScribe scribe, int pendingOrders = 0)
    {
        await shop.UploadAsync(scribe);
        var now = cluster.Clock.GetUtcNow();
        var session = new SyncSession(now, "poll", 5, 1, [], 500, 300, SyncResults.Done);
        await Shop.Terminal(cluster.Inside(), scribe).ObservedAsync(new SyncObserved(
            now, scribe.Store.Value, "Direct", "1.0", session, pendingOrders, pendingOrders, pendingOrders == 0 ? null : new Amount(100 * pendingOrders, "EUR"),
            pendingOrders == 0 ? null : now, now, 0, null, null, true, null));
        // A grain elsewhere would read what was written down.
        await TestKit.Waiting.UntilAsync("it is written down", () => WrittenAsync(scribe, now), Patience, Cancellation);
    }

    private async Task<bool> WrittenAsync(JournalScribe scribe, DateTimeOffset at)
    {
        await using var hub = cluster.Database.NewContext();
        var seen = await hub.TerminalReports.Where(r => r.Terminal == scribe.Terminal.Value).Select(r => (DateTimeOffset?)r.SeenAt).FirstOrDefaultAsync(Cancellation);
        return seen?.ToUnixTimeMilliseconds() == at.ToUnixTimeMilliseconds();
    }

    /// <summary>As two grains of one terminal would at the same moment, neither knowing of what the other raised.</summary>
    private async Task JudgeOnBothNodesAsync(JournalScribe scribe) => await Task.WhenAll(((int[])[0, 1]).Select(async node =>
    {
        var services = cluster.ServicesOf(node);
        var stored = await services.GetRequiredService<TerminalReading>().LoadAsync(scribe.Terminal.Value, Cancellation);
        var health = new TerminalHealth(stored!.Summary, cluster.Clock.GetUtcNow());
        var forgetful = new TerminalAlarm(null, cluster.Clock.GetUtcNow().AddHours(-1));
        await services.GetRequiredService<TerminalAlarmDesk>().SettleAsync(scribe.Terminal, forgetful, health, shiftOpen: true);
        Assert.NotNull(forgetful.Standing);
    }));

    private async Task<ExceptionRow> UntilAsync(JournalScribe scribe, Func<List<ExceptionRow>, bool> isSo)
    {
        List<ExceptionRow> rows = [];
        await TestKit.Waiting.UntilAsync("the alert is as expected", async () => isSo(rows = await AlertsAsync(scribe)), Patience, Cancellation);
        return rows[^1];
    }

    private async Task<List<ExceptionRow>> AlertsAsync(JournalScribe scribe)
    {
        await using var hub = cluster.Database.NewContext();
        return await hub.Exceptions.AsNoTracking().Where(e => e.Terminal == scribe.Terminal.Value).OrderBy(e => e.RaisedAt).ToListAsync(Cancellation);
    }
}
