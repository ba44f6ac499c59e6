using PosCloud.Dashboard.Terminals;
using PosCloud.Grains.Contracts.Terminals;
using static PosCloud.UnitTests.Dashboard.FleetBuilder;

namespace PosCloud.UnitTests.Dashboard;

public sealed class HubKnowsTests
{
    [Fact]
    public void A_terminal_in_sync_says_up_to_when_its_sales_are_here() =>
        Assert.Equal("All sales here up to 12:04", Sentence(Summary("S1T2")));

    [Fact]
    public void A_silent_terminal_says_what_it_last_reported_and_that_more_is_unknown() =>
        Assert.Equal(
            "Last reported 3\u00a0sales €41.20 at 12:01, unknown since",
            Sentence(Summary("S1T1", TerminalStatus.Offline, 3, 4120) with { LastSeen = At(12, 1, 22) }));

    [Fact]
    public void A_terminal_that_is_behind_names_its_oldest_sale() =>
        Assert.Equal("14\u00a0sales waiting, oldest 11:47", Sentence(Summary("S1T1", TerminalStatus.Behind, 14, 15715)));

    [Fact]
    public void A_terminal_that_was_never_heard_says_so() =>
        Assert.Equal("Enrolled, hasn't synced yet", Sentence(Summary("S1T9", TerminalStatus.Offline) with { LastSeen = null }));

    [Fact]
    public void A_quarantined_sale_is_added_and_does_not_turn_the_terminal_red()
    {
        var terminal = Summary("S1T1") with { Quarantined = 1 };

        Assert.Equal("All sales here up to 12:04, 1 in quarantine", Sentence(terminal));
        Assert.False(HubKnows.IsLoud(terminal));
    }

    [Fact]
    public void A_silent_terminal_names_its_silence_as_last_error() =>
        Assert.Equal("Silent 12:01", HubKnows.LastError(Summary("S1T1", TerminalStatus.Offline) with { LastSeen = At(12, 1) }, Stores.ZoneOf("S1"), Now));

    private static string Sentence(TerminalSummary terminal) => HubKnows.Sentence(terminal, Stores.ZoneOf(terminal.Store), Now);
}
