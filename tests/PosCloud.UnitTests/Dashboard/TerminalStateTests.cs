using PosCloud.Dashboard.TerminalDetail;
using PosCloud.Grains.Contracts.Terminals;
using PosCloud.Ui;
using static PosCloud.UnitTests.Dashboard.FleetBuilder;

namespace PosCloud.UnitTests.Dashboard;

public sealed class TerminalStateTests
{
    [Fact]
    public void An_outage_says_from_when_to_when_and_how_many_sales_were_kept()
    {
        var state = State(
            new TimelineStretch(At(8, 0), At(12, 1), TerminalStatus.InSync, 0),
            new TimelineStretch(At(12, 1), At(12, 26), TerminalStatus.Offline, 12));

        Assert.Equal([null, "12:01 to 12:26, 12\u00a0sales kept"], state.Segments.Select(segment => segment.Words));
        Assert.Equal("1\u00a0outage today, 25\u00a0min in all", state.DaySentence);
    }

    [Fact]
    public void A_short_gap_has_no_words() =>
        Assert.Null(Assert.Single(State(new TimelineStretch(At(12, 0), At(12, 1), TerminalStatus.Offline, 0)).Segments).Words);

    [Theory]
    [InlineData(-400L, "400\u00a0ms ahead")]
    [InlineData(1900L, "1.9\u00a0s behind")]
    [InlineData(20L, "exact")]
    public void The_clock_is_said_in_words(long offset, string words) =>
        Assert.Equal(words, State(Summary("S1T1") with { ClockOffsetMilliseconds = offset }).Clock);

    [Fact]
    public void Rows_of_a_sync_are_added_up_in_groups_that_people_ask_about()
    {
        var row = SessionRow.Of(new SyncSession(At(12, 0), "nudge", 12, 1,
            [new TableRows("price", 0, 4), new TableRows("variant", 0, 2), new TableRows("stock", 0, 3), new TableRows("order_line", 0, 5), new TableRows("store", 0, 1)], 10, 20, "BUSY"));

        Assert.Equal((6, 3, 5, 1), (row.Prices, row.Stock, row.Orders, row.Other));
        Assert.Equal(("Hub busy", Tone.Warn), (row.Result, row.Tone));
    }

    private static TerminalState State(params TimelineStretch[] timeline) => State(Summary("S1T1"), timeline);

    private static TerminalState State(TerminalSummary summary, params TimelineStretch[] timeline) =>
        new(new TerminalDetail(summary, [], timeline, [], [], 231, 0, 0, 0, 0, [], [], At(8, 0), "Debian"), Stores.ZoneOf("S1"), Now);
}
