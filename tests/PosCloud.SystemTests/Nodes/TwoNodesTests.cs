using System.Diagnostics;
using System.Net;
using PosCloud.SystemTests.Stage;
using PosCloud.TestKit;
using PosCloud.TestKit.Programs;

namespace PosCloud.SystemTests.Nodes;

/// <summary>Several nodes are one hub: any of them answers, and none of them is missed.</summary>
[Collection(Alone.Name)]
public sealed class TwoNodesTests(TwoNodes nodes) : IClassFixture<TwoNodes>, IAsyncLifetime
{
    private const int Tills = 4;
    private static readonly int OrdersPerTill = TestSize.Of(60, 500);

    // Generous, for machines that are busy; how long a killed node is missed is printed, and is in the README's measurements.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Both nodes run, whatever the test before left behind.</summary>
    public async ValueTask InitializeAsync()
    {
        if (TwoNodes.Missing is not null) return;
        foreach (var node in new[] { nodes.A, nodes.B }.Where(node => !node.IsRunning)) await node.StartAsync(Cancellation);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task One_of_two_killed_under_load_loses_and_doubles_nothing_and_the_other_answers_its_terminals()
    {
        Assert.SkipWhen(TwoNodes.Missing is not null, TwoNodes.Missing ?? "");
        var sku = await nodes.StockAsync(100_000);
        var tills = new List<Till>();
        for (var till = 0; till < Tills; till++)
            tills.Add(await nodes.OpenTillAsync(nodes.Front.Address, new TillSettings(Configure: options => options.MaxFactsPerUpload = 2)));
        var sold = tills.SelectMany(till => Enumerable.Range(0, OrdersPerTill).Select(_ => till.Sell(sku).ReceiptNumber.Value)).ToList();

        var uploads = tills.ConvertAll(till => till.TrySyncAsync());
        await Waiting.UntilAsync("a part of the sales is at the hub", () => Task.FromResult(tills.All(till => till.Engine.Sync.Pending.Facts < OrdersPerTill)), Limit, Cancellation);
        Assert.Contains(tills, till => till.Engine.Sync.Pending.Facts > 0);
        await nodes.A.KillAsync();
        var killed = Stopwatch.GetTimestamp();
        var answers = Task.WhenAll(tills.ConvertAll(FirstAnswerAsync));
        var broken = (await Task.WhenAll(uploads)).Count(report => report.Error is not null);
        await nodes.SettleAsync(tills);
        var answered = (await answers.WaitAsync(Limit, Cancellation)).Max(at => Stopwatch.GetElapsedTime(killed, at));
        TestContext.Current.SendDiagnosticMessage(
            "{0} uploads broke off; all terminals were answered {1:0.0} s after the kill, everything was applied after {2:0.0} s",
            broken, answered.TotalSeconds, Stopwatch.GetElapsedTime(killed).TotalSeconds);

        Assert.NotEqual(0, broken);
        await ComparedAsync(tills, sku, sold);
        await nodes.A.StartAsync(Cancellation);
        sold.AddRange(tills.Select(till => till.Sell(sku).ReceiptNumber.Value));
        await nodes.SettleAsync(tills);
        await ComparedAsync(tills, sku, sold);
    }

    [Fact]
    public async Task A_sale_taken_by_one_node_is_told_to_terminals_at_the_other()
    {
        Assert.SkipWhen(TwoNodes.Missing is not null, TwoNodes.Missing ?? "");
        var sku = await nodes.StockAsync(10);
        var seller = await nodes.OpenTillAsync(nodes.A.Address, Pushed());
        var other = await nodes.OpenTillAsync(nodes.B.Address, Pushed());
        await Waiting.UntilAsync("both are connected", () => Task.FromResult(seller.Engine.Sync.Status.IsPushConnected && other.Engine.Sync.Status.IsPushConnected), Limit, Cancellation);
        await other.SyncAsync();

        seller.Sell(sku);

        await Waiting.UntilAsync("the other terminal shows one piece less", () => Task.FromResult(other.Available(sku) == 9_000), Limit, Cancellation);
        Assert.Equal("nudge", other.Engine.Sync.History()[0].Cause);
    }

    [Fact]
    public async Task A_person_stays_signed_in_when_a_node_is_killed_and_at_another_dashboard()
    {
        Assert.SkipWhen(TwoNodes.Missing is not null, TwoNodes.Missing ?? "");
        var till = await nodes.OpenTillAsync(nodes.Front.Address, new TillSettings());
        var (dashboard, another) = (nodes.NewDashboard("dashboard-1"), nodes.NewDashboard("dashboard-2"));
        await Task.WhenAll(dashboard.StartAsync(Cancellation), another.StartAsync(Cancellation));
        using var visitor = new DashboardVisitor();
        var link = (await TwoNodes.VerbAsync(nodes.B, "accounts add", ("email", "ana@example.com"), ("role", "manager"))).Json.GetProperty("link").GetString()!;
        await visitor.SetUpAsync(new Uri(dashboard.Address, new Uri(link).PathAndQuery), "ana@example.com", Cancellation);
        await SeesAsync(visitor, dashboard, till);
        await SeesAsync(visitor, another, till);

        await nodes.B.KillAsync();
        var recovered = await TakesAsync(() => SeesAsync(visitor, dashboard, till));
        TestContext.Current.SendDiagnosticMessage("The dashboard answered {0:0.0} s after the kill", recovered.TotalSeconds);

        await nodes.B.StartAsync(Cancellation);
        await SeesAsync(visitor, another, till);
    }

    [Fact]
    public async Task Wrong_codes_are_counted_for_all_nodes_together()
    {
        Assert.SkipWhen(TwoNodes.Missing is not null, TwoNodes.Missing ?? "");
        var answers = new List<int>();
        long minute;
        do
        {
            // The count begins anew with each minute, so a round must lie within one.
            answers.Clear();
            minute = Minute();
            for (var code = 0; code <= TwoNodes.WrongCodesPerMinute; code++)
                answers.Add(await TwoNodes.EnrolByWrongCodeAsync(code % 2 == 0 ? nodes.A : nodes.B));
        }
        while (minute != Minute());

        Assert.Equal((int)HttpStatusCode.TooManyRequests, answers[^1]);
    }

    [Fact]
    public async Task A_node_with_other_keys_is_not_let_in()
    {
        Assert.SkipWhen(TwoNodes.Missing is not null, TwoNodes.Missing ?? "");
        await using var stranger = nodes.NewNode("stranger", nodes.TakePorts(), Path.Combine(nodes.Folder, "other-keys"));

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => stranger.StartAsync(Cancellation));

        Assert.Contains("Hub:KeyDirectory", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_is_told_to_stop_ends_without_an_error()
    {
        Assert.SkipWhen(TwoNodes.Missing is not null, TwoNodes.Missing ?? "");

        await nodes.B.StopAsync();

        Assert.Equal(0, await nodes.B.EndAsync(Cancellation));
    }

    [Fact]
    public async Task A_node_whose_Redis_is_away_ends_without_an_error_too()
    {
        Assert.SkipWhen(TwoNodes.Missing is not null, TwoNodes.Missing ?? "");
        await nodes.A.StopAsync();

        await nodes.WithoutRedisAsync(nodes.B.StopAsync);

        Assert.Equal(0, await nodes.B.EndAsync(Cancellation));
    }

    /// <summary>When this terminal's next request was answered well.</summary>
    private static Task<long> FirstAnswerAsync(Till till)
    {
        var answered = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        till.Line.Rule = async (_, send, _) =>
        {
            var answer = await send();
            if (answer.IsSuccessStatusCode) answered.TrySetResult(Stopwatch.GetTimestamp());
            return answer;
        };
        return answered.Task;
    }

    [Fact]
    public async Task When_Redis_comes_back_empty_nodes_end_to_be_started_anew_and_are_one_hub_again()
    {
        Assert.SkipWhen(TwoNodes.Missing is not null, TwoNodes.Missing ?? "");
        var sku = await nodes.StockAsync(10);
        var seller = await nodes.OpenTillAsync(nodes.A.Address, Pushed());
        var other = await nodes.OpenTillAsync(nodes.B.Address, Pushed());

        await nodes.EmptyRedisAsync();
        seller.Sell(sku);
        await Waiting.UntilAsync("both nodes have ended", () => Task.FromResult(!nodes.A.IsRunning && !nodes.B.IsRunning), Limit, Cancellation);
        await Task.WhenAll(nodes.A.StartAsync(Cancellation), nodes.B.StartAsync(Cancellation));
        await nodes.SettleAsync([seller, other]);
        await Waiting.UntilAsync("both are connected", () => Task.FromResult(seller.Engine.Sync.Status.IsPushConnected && other.Engine.Sync.Status.IsPushConnected), Limit, Cancellation);
        seller.Sell(sku);

        await Waiting.UntilAsync("the other terminal shows both sales", () => Task.FromResult(other.Available(sku) == 8_000), Limit, Cancellation);
        Assert.Equal(0, (await TwoNodes.VerbAsync(nodes.A, "verify")).ExitCode);
    }

    private static long Minute() => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 60;

    private static async Task<TimeSpan> TakesAsync(Func<Task> work)
    {
        var began = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(began);
    }

    private static TillSettings Pushed() => new(Background: true, Configure: options => options.PollInterval = TimeSpan.FromHours(1));

    private static Task SeesAsync(DashboardVisitor visitor, DashboardProgram dashboard, Till till) => Waiting.UntilAsync("the dashboard shows the terminal", async () =>
    {
        var (status, content) = await visitor.TerminalsAsync(dashboard.Address, Cancellation);
        Assert.NotEqual(HttpStatusCode.Redirect, status);
        return status == HttpStatusCode.OK && content.Contains(till.Name, StringComparison.Ordinal);
    }, Limit, Cancellation);

    /// <summary>Every order once, stock exact, tables equal on both sides, and the hub's own check finds nothing.</summary>
    private async Task ComparedAsync(IReadOnlyList<Till> tills, string sku, IReadOnlyList<string> sold)
    {
        foreach (var till in tills) await till.SyncAsync();
        var orders = (await TwoNodes.VerbAsync(nodes.B, "orders", ("store", "S1"))).List("orders").Select(order => order.GetProperty("receiptNumber").GetString());
        var names = tills.Select(till => till.Name + "-").ToList();
        Assert.Equal(sold.Order(), orders.Where(receipt => names.Any(name => receipt!.StartsWith(name, StringComparison.Ordinal))).Order());
        Assert.All(tills, till => Assert.Equal((100_000 - sold.Count) * 1_000L, till.Available(sku)));
        Assert.Equal(0, (await TwoNodes.VerbAsync(nodes.B, "verify")).ExitCode);
        foreach (var table in (string[])["stock", "sales_order", "order_line", "payment", "terminal_applied"])
        {
            var hub = (await TwoNodes.VerbAsync(nodes.B, "table", ("name", table), ("store", "S1"))).Lines;
            Assert.Equal(hub, tills[0].Engine.DumpTable(table)!);
        }
    }
}
