using PosCloud.Grains.Contracts.Terminals;
using PosCloud.Grains.Terminals;

namespace PosCloud.GrainTests.Terminals;

public sealed class TerminalHealthTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly TerminalHealth _health = new(new TerminalSummary(
        "S1T1", "S1", "Harbour Street", TerminalStatus.Offline, Noon, null, null, 0, 0, null, null, 0, null, null, null, "Direct", null, null, null, 0, null, 0, false, null, null), Noon.AddMinutes(-1));

    [Fact]
    public void After_a_start_of_the_hub_a_terminal_must_be_heard_again()
    {
        See(Noon);
        var restarted = new TerminalHealth(_health.Summary, Noon.AddSeconds(10));

        restarted.Evaluate(Noon.AddSeconds(15), 0);
        Assert.Equal(TerminalStatus.InSync, restarted.Summary.Status);
        restarted.Evaluate(Noon.AddSeconds(16), 0);
        Assert.Equal((TerminalStatus.Offline, Noon), (restarted.Summary.Status, restarted.Summary.StatusSince));
    }

    [Fact]
    public void A_cut_line_means_offline_within_seconds()
    {
        _health.LineOpened("a", Noon);
        See(Noon);
        _health.LineOpened("a", Noon.AddSeconds(45));
        Assert.Equal(TerminalStatus.InSync, StatusAt(Noon.AddSeconds(60)));

        _health.LineClosed("a", Noon.AddSeconds(60));

        Assert.Equal(TerminalStatus.InSync, StatusAt(Noon.AddSeconds(61)));
        Assert.Equal(TerminalStatus.Offline, StatusAt(Noon.AddSeconds(62)));
        Assert.Equal(Noon.AddSeconds(60), _health.Summary.StatusSince);
    }

    [Fact]
    public void A_line_whose_node_was_killed_is_not_held_open()
    {
        _health.LineOpened("a", Noon);
        See(Noon);

        Assert.Equal(TerminalStatus.InSync, StatusAt(Noon.AddSeconds(20)));
        Assert.Equal(TerminalStatus.InSync, StatusAt(Noon.AddSeconds(21)));
        Assert.False(_health.HasLine);
        Assert.Equal(TerminalStatus.Offline, StatusAt(Noon.AddSeconds(23)));
    }

    [Fact]
    public void A_line_that_comes_back_at_once_is_no_outage()
    {
        See(Noon);
        _health.LineOpened("a", Noon);
        _health.LineClosed("a", Noon.AddSeconds(1));
        _health.LineOpened("b", Noon);

        Assert.Equal(TerminalStatus.InSync, StatusAt(Noon.AddSeconds(30)));
    }

    [Fact]
    public void A_request_after_the_cut_shows_that_it_is_there_without_push()
    {
        _health.LineOpened("a", Noon);
        _health.LineClosed("a", Noon);
        See(Noon.AddSeconds(5));

        Assert.Equal(TerminalStatus.InSync, StatusAt(Noon.AddSeconds(49)));
        Assert.Equal(TerminalStatus.Offline, StatusAt(Noon.AddSeconds(50)));
    }

    [Fact]
    [Trait("guarantee", "G29")]
    public void Facts_that_go_on_waiting_turn_syncing_into_behind()
    {
        _health.LineOpened("a", Noon);
        See(Noon, pending: 14);

        Assert.Equal(TerminalStatus.Syncing, StatusAt(Noon.AddSeconds(9)));
        Assert.Equal(TerminalStatus.Behind, StatusAt(Noon.AddSeconds(10)));
    }

    [Fact]
    public void A_silent_terminal_gets_an_estimate_by_its_usual_pace()
    {
        See(Noon);

        _health.Evaluate(Noon.AddHours(2), ordersPerHour: 12);

        Assert.Equal(24, _health.Summary.EstimatedMoreOrders);
    }

    [Fact]
    public void A_fork_needs_attention_even_if_the_terminal_is_online()
    {
        _health.LineOpened("a", Noon);
        See(Noon);
        _health.Counted(new TerminalCounts(0, null, 0, 0, false, "Its files were copied."));

        Assert.Equal(TerminalStatus.NeedsAttention, StatusAt(Noon));
    }

    [Fact]
    public void A_revoked_terminal_needs_attention_only_while_it_is_in_use()
    {
        See(Noon);
        _health.Counted(new TerminalCounts(0, null, 0, 0, true, null));

        Assert.Equal(TerminalStatus.NeedsAttention, StatusAt(Noon.AddSeconds(1)));
        Assert.NotNull(_health.Summary.AttentionReason);
        Assert.Equal(TerminalStatus.Offline, StatusAt(Noon.AddMinutes(1)));
        Assert.Null(_health.Summary.AttentionReason);
    }

    [Fact]
    public void An_older_request_told_later_changes_nothing()
    {
        See(Noon.AddSeconds(2));
        See(Noon, pending: 5);

        Assert.Equal(0, _health.Summary.PendingFacts);
    }

    [Fact]
    public void After_a_clock_that_was_ahead_is_set_right_what_a_terminal_says_counts_again()
    {
        See(Noon.AddDays(3), pending: 4);

        See(Noon);
        See(Noon.AddSeconds(-5), pending: 2);

        Assert.Equal((0, Noon), (_health.Summary.PendingFacts, _health.Summary.LastSeen));
    }

    private TerminalStatus StatusAt(DateTimeOffset now)
    {
        _health.Evaluate(now, 0);
        return _health.Summary.Status;
    }

    private void See(DateTimeOffset at, int pending = 0) => _health.Observed(new SyncObserved(
        at, "S1", "Direct", "1.0", new SyncSession(at, "poll", 3, 0, [], 100, 100, SyncResults.Done), pending, pending, null, null, at, 0, null, null, false, null));
}
