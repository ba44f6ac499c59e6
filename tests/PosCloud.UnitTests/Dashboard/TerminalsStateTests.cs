using PosCloud.Dashboard.Live;
using PosCloud.Dashboard.Terminals;
using PosCloud.Grains.Contracts.Terminals;
using static PosCloud.UnitTests.Dashboard.FleetBuilder;

namespace PosCloud.UnitTests.Dashboard;

public sealed class TerminalsStateTests
{
    private static readonly TerminalSummary Silent = Summary("S1T1", TerminalStatus.Offline, 3, 4120) with { LastSeen = At(12, 1, 22), EstimatedMoreOrders = 1 };

    [Fact]
    public void The_amount_at_risk_is_the_sum_of_what_terminals_last_reported()
    {
        var state = State(new TerminalsQuery(), Silent, Summary("S2T1", TerminalStatus.Syncing, 2, 1140), Summary("S1T2"));

        Assert.Equal(5, state.Waiting);
        Assert.Equal("€52.60", state.WaitingAmount);
    }

    [Fact]
    public void What_a_silent_terminal_sold_since_is_called_unknown_and_its_estimate_an_estimate()
    {
        var state = State(new TerminalsQuery(), Silent, Summary("S1T2"));

        Assert.Equal("S1T1 unknown since 12:01", state.Unknown);
        Assert.Equal("about 1 more by now (estimate)", state.Estimate);
    }

    [Fact]
    public void Sales_are_compared_with_the_same_day_of_last_week() =>
        Assert.Equal("542\u00a0sales at the hub, 7\u00a0% over last Monday", State(new TerminalsQuery(), Summary("S1T1")).SalesContext);

    [Fact]
    public void An_outage_of_this_hour_is_a_band_with_words()
    {
        var band = Assert.Single(State(new TerminalsQuery(), Silent).SilentBands);

        Assert.Equal("S1T1 silent since 12:01", band.Words);
        Assert.Equal(Silent.LastSeen, band.From);
    }

    [Fact]
    public void A_terminal_that_was_switched_off_yesterday_makes_no_band() =>
        Assert.Empty(State(new TerminalsQuery(), Silent with { LastSeen = Now.AddDays(-1) }).SilentBands);

    [Fact]
    public void Terminals_in_sync_beyond_the_first_eight_rows_fold()
    {
        var terminals = Enumerable.Range(1, 12).Select(number => Summary($"S1T{number}")).ToArray();

        var folded = State(new TerminalsQuery(), terminals);
        var open = State(new TerminalsQuery(All: true), terminals);

        Assert.Equal((8, 4), (folded.Rows.Count, folded.Folded));
        Assert.Equal((12, 0), (open.Rows.Count, open.Folded));
    }

    [Fact]
    public void A_terminal_that_is_not_in_sync_never_folds()
    {
        var terminals = Enumerable.Range(1, 12).Select(number => Summary($"S1T{number}", TerminalStatus.Behind, 1, 100)).ToArray();

        Assert.Equal(0, State(new TerminalsQuery(), terminals).Folded);
    }

    [Fact]
    public void A_search_finds_terminals_by_code_and_by_store() =>
        Assert.Equal(["S2T1"], State(new TerminalsQuery(Search: "old town"), Summary("S1T1"), Summary("S2T1")).Rows.Select(row => row.Terminal));

    [Fact]
    public void Sorting_by_what_waits_puts_the_most_first()
    {
        var state = State(new TerminalsQuery(Sort: "waiting", Descending: true), Summary("S1T1"), Silent with { Terminal = "S1T4" });

        Assert.Equal(["S1T4", "S1T1"], state.Rows.Select(row => row.Terminal));
    }

    [Fact]
    public void Without_an_overview_there_is_nothing_and_no_zero_is_claimed() =>
        Assert.False(new TerminalsState(FleetView.Nothing, new TerminalsQuery()).HasTerminals);

    private static TerminalsState State(TerminalsQuery query, params TerminalSummary[] terminals) => new(View(terminals), query);
}
