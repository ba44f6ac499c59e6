using Microsoft.Extensions.Time.Testing;
using PosCloud.Dashboard.Accounts;
using PosCloud.Dashboard.Live;
using static PosCloud.UnitTests.Dashboard.FleetBuilder;

namespace PosCloud.UnitTests.Dashboard;

public sealed class LiveTests
{
    private readonly FakeTimeProvider _clock = new(Now);
    private readonly FleetReaders _readers = new();
    private readonly FleetBoard _board;

    public LiveTests() => _board = new FleetBoard(_readers, _clock);

    [Fact]
    public void Values_are_dimmed_after_three_missed_intervals_and_never_zeroed()
    {
        var overview = Overview([Summary("S1T1")]);
        _board.Received(overview);

        _clock.Advance(TimeSpan.FromSeconds(31));
        _board.Age(TimeSpan.FromSeconds(30));

        Assert.True(_board.Current.Dimmed);
        Assert.Same(overview, _board.Current.Overview);
        Assert.Equal(Now, _board.Current.ReceivedAt);
    }

    [Fact]
    public void A_broken_line_is_said_at_once_while_values_are_still_fresh()
    {
        _board.Received(Overview([]));
        _board.Broke("no line");

        Assert.Equal(FeedState.Reconnecting, _board.Current.State);
        Assert.False(_board.Current.Dimmed);
    }

    [Fact]
    public void The_next_overview_makes_everything_live_again()
    {
        _board.Broke("no line");
        _board.Received(Overview([]));

        Assert.Equal((FeedState.Live, null), (_board.Current.State, _board.Current.Problem));
    }

    [Fact]
    public void A_slow_page_skips_to_the_newest_view()
    {
        using var page = _board.Subscribe(new AccountKey("a", "s"));
        _board.Received(Overview([]) with { Version = 1 });
        _board.Received(Overview([]) with { Version = 2 });

        Assert.True(page.Views.TryRead(out var view));
        Assert.Equal(2, view.Version);
        Assert.False(page.Views.TryRead(out _));
    }

    [Fact]
    public async Task The_feed_rests_while_no_page_is_open()
    {
        var page = _board.Subscribe(new AccountKey("a", "s"));
        await _readers.WhenSomeoneAsync(TestContext.Current.CancellationToken);

        page.Dispose();

        Assert.Equal(0, _readers.Count);
        Assert.False(_readers.WhenSomeoneAsync(TestContext.Current.CancellationToken).IsCompleted);
    }

    [Fact]
    public async Task A_change_during_a_read_leads_to_one_more_read()
    {
        await using var live = new LivePage(_board);
        live.Start(new AccountKey("a", "s"));
        var first = new TaskCompletionSource();
        var second = new TaskCompletionSource();
        var reads = 0;
        using var refresh = new LiveRefresh(live, _clock, view => view.Version, () =>
        {
            (++reads == 1 ? first : second).TrySetResult();
            return Task.CompletedTask;
        });

        _board.Received(Overview([]) with { Version = 1 });
        await first.Task.WaitAsync(TestContext.Current.CancellationToken);
        var seen = new TaskCompletionSource();
        live.Changed += () => seen.TrySetResult();
        _board.Received(Overview([]) with { Version = 2 });
        await seen.Task.WaitAsync(TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await second.Task.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, reads);
    }
}
