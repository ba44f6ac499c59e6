using PosCloud.Grains.Contracts;
using PosCloud.Grains.Contracts.Terminals;
using PosCloud.Grains.Terminals;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Alerts;

namespace PosCloud.GrainTests.Terminals;

public sealed class TerminalAlarmTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly TerminalHealth _health = new(new TerminalSummary(
        "S1T1", "S1", "Harbour Street", TerminalStatus.Offline, Noon, null, null, 0, 0, null, null, 0, null, null, null, "Direct", null, null, null, 0, null, 0, false, null, null), Noon.AddHours(-1));

    private TerminalAlarm _alarm = new(null, Noon.AddHours(-1));

    [Fact]
    [Trait("guarantee", "G29")]
    public void Silence_in_an_open_shift_is_one_alert_within_a_minute_and_ends_when_it_is_heard()
    {
        See(Noon);

        var raised = RaisedAt(Noon, TimeSpan.FromMinutes(60));
        Assert.Equal([Noon.AddMinutes(3)], raised);
        Assert.Equal(new TerminalAlert(ExceptionKinds.SilentTerminal, Noon.ToUnixTimeMilliseconds()), _alarm.Standing);

        See(Noon.AddMinutes(61));
        Assert.Null(Judge(Noon.AddMinutes(61)));
    }

    [Fact]
    public void Without_an_open_shift_silence_is_no_alert()
    {
        See(Noon);

        Assert.Null(Judge(Noon.AddHours(12), shiftOpen: false));
    }

    [Fact]
    public void A_shift_that_turns_out_to_be_closed_ends_the_alert()
    {
        See(Noon);
        _alarm.Standing = Judge(Noon.AddMinutes(3));

        Assert.NotNull(_alarm.Standing);
        Assert.Null(Judge(Noon.AddMinutes(4), shiftOpen: false));
    }

    [Fact]
    public void An_open_line_is_not_silent_and_one_that_was_lost_counts_from_its_loss()
    {
        See(Noon);
        _health.LineOpened("a", Noon);
        Assert.Null(Judge(Noon.AddMinutes(10)));

        _health.LineClosed("a", Noon.AddMinutes(10));

        Assert.Null(Judge(Noon.AddMinutes(13).AddSeconds(-1)));
        Assert.NotNull(Judge(Noon.AddMinutes(13)));
    }

    [Fact]
    public void A_revoked_terminal_and_one_that_was_never_heard_alert_nobody()
    {
        Assert.Null(Judge(Noon.AddMinutes(10)));
        See(Noon);
        _health.Counted(new TerminalCounts(0, null, 0, 0, true, null));

        Assert.Null(Judge(Noon.AddMinutes(10)));
    }

    [Fact]
    public void A_hub_that_was_away_waits_three_minutes_before_it_calls_a_terminal_silent()
    {
        See(Noon);
        _alarm = new TerminalAlarm(null, Noon.AddHours(1));

        Assert.Null(Judge(Noon.AddHours(1).AddSeconds(179)));
        Assert.NotNull(Judge(Noon.AddHours(1).AddSeconds(180)));
    }

    [Fact]
    public void A_hub_that_was_away_takes_back_nothing_that_it_had_raised_before()
    {
        See(Noon);
        var raised = new TerminalAlert(ExceptionKinds.SilentTerminal, Noon.ToUnixTimeMilliseconds());
        _alarm = new TerminalAlarm(raised, Noon.AddHours(1));

        Assert.Same(raised, Judge(Noon.AddHours(1)));
        See(Noon.AddHours(1).AddSeconds(5));
        Assert.Null(Judge(Noon.AddHours(1).AddSeconds(5)));
    }

    [Fact]
    [Trait("guarantee", "G29")]
    public void Facts_that_wait_for_five_minutes_on_an_online_terminal_are_one_alert_within_a_minute_which_ends_when_they_are_sent()
    {
        _health.LineOpened("a", Noon);
        See(Noon, pending: 3, oldest: Noon);

        var raised = RaisedAt(Noon, TimeSpan.FromMinutes(30), heard: at => _health.LineOpened("a", at));
        Assert.InRange(Assert.Single(raised), Noon.AddMinutes(5), Noon.AddMinutes(6));
        Assert.Equal(ExceptionKinds.SalesWaiting, _alarm.Standing?.Kind);

        See(Noon.AddMinutes(31));
        Assert.Null(Judge(Noon.AddMinutes(31)));
    }

    [Fact]
    public void What_a_terminal_brings_from_a_long_outage_is_no_alert()
    {
        See(Noon, pending: 900, oldest: Noon.AddHours(-3));
        Assert.Null(Judge(Noon));
        See(Noon.AddSeconds(10), pending: 400, oldest: Noon.AddHours(-1));
        Assert.Null(Judge(Noon.AddSeconds(10)));
        See(Noon.AddSeconds(15));

        Assert.Null(Judge(Noon.AddSeconds(30)));
    }

    [Fact]
    public void A_device_whose_clock_is_days_off_is_judged_by_the_hubs_time()
    {
        _health.LineOpened("a", Noon);
        // Its clock is three days behind, and the fact was made a minute ago.
        See(Noon, pending: 1, oldest: Noon.AddMinutes(-1).AddDays(-3), offset: TimeSpan.FromDays(3));

        Judge(Noon);
        Assert.Null(Judge(Noon.AddSeconds(30)));
        Judge(Noon.AddMinutes(4));
        Assert.NotNull(Judge(Noon.AddMinutes(4).AddSeconds(20)));
    }

    /// <summary>Plays the grain's beat and makes true what is wanted; answers when an alert was raised.</summary>
    private List<DateTimeOffset> RaisedAt(DateTimeOffset from, TimeSpan length, Action<DateTimeOffset>? heard = null)
    {
        var raised = new List<DateTimeOffset>();
        for (var now = from; now <= from + length; now += TimeSpan.FromSeconds(1))
        {
            heard?.Invoke(now);
            var wanted = Judge(now);
            if (wanted is not null && wanted != _alarm.Standing) raised.Add(now);
            _alarm.Standing = wanted;
        }

        return raised;
    }

    private TerminalAlert? Judge(DateTimeOffset now, bool shiftOpen = true) => _alarm.Judge(now, _health, shiftOpen);

    private void See(DateTimeOffset at, int pending = 0, DateTimeOffset? oldest = null, TimeSpan offset = default) => _health.Observed(new SyncObserved(
        at, "S1", "Direct", "1.0", new SyncSession(at, "poll", 3, 0, [], 100, 100, SyncResults.Done), pending, pending, null, oldest, at, (long)offset.TotalMilliseconds, null, null, false, null));
}
