using PosCloud.Dashboard.TerminalDetail;
using PosCloud.Grains.Contracts;
using PosCloud.Grains.Contracts.Terminals;
using PosCloud.Ui;
using static PosCloud.UnitTests.Dashboard.FleetBuilder;

namespace PosCloud.UnitTests.Dashboard;

public sealed class CompletenessWordsTests
{
    private static readonly JournalCompleteness Journal =
        new("1", "", 1431, 1431, 1284, new Amount(841250, "EUR"), 1283, 1, new Amount(640, "EUR"), At(12, 2));

    [Fact]
    public void A_terminal_in_sync_says_that_all_its_orders_are_here()
    {
        var words = Words(Summary("S1T1"), Journal);

        Assert.Equal("All 1,284\u00a0orders of S1T1 up to 12:02 are here, €8,412.50", words.Headline);
        Assert.Equal("1,283 applied, 1 in quarantine (€6.40). Journal unbroken, facts 1 to 1,431, epoch 1.", words.Detail);
        Assert.Equal(Tone.Ok, words.Tone);
    }

    [Fact]
    public void Orders_that_wait_on_the_terminal_are_not_called_here()
    {
        var words = Words(Summary("S1T1", TerminalStatus.Behind, 3, 4120), Journal);

        Assert.Equal("1,284\u00a0orders of S1T1 up to 12:02 are here, €8,412.50; 3 more wait on the terminal", words.Headline);
        Assert.Equal(Tone.Warn, words.Tone);
    }

    [Fact]
    public void A_silent_terminal_is_never_called_complete()
    {
        var words = Words(Summary("S1T1", TerminalStatus.Offline) with { LastSeen = At(12, 1) }, Journal);

        Assert.EndsWith("unknown since 12:01", words.Headline, StringComparison.Ordinal);
        Assert.DoesNotContain("All", words.Headline, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_epochs_are_added_up_and_each_is_named()
    {
        var words = Words(Summary("S1T1"), Journal with { Epoch = "K7QF", Orders = 16, OrderAmount = new Amount(100, "EUR") }, Journal);

        Assert.StartsWith("All 1,300\u00a0orders", words.Headline, StringComparison.Ordinal);
        Assert.Contains("epoch K7QF; facts 1 to 1,431, epoch 1", words.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sale_in_quarantine_is_here_too()
    {
        var journal = Journal with { Orders = 1, OrdersApplied = 1, OrderAmount = new Amount(680, "EUR") };
        var held = new QuarantineItem("q", "S1T1", "S1", "1", 3, "REVOKED", "", "", At(12, 0), null, "S1T1-1-000002", new Amount(640, "EUR"));

        var words = CompletenessWords.Of(Detail(Summary("S1T1"), [journal]) with { Quarantine = [held] }, Stores.ZoneOf("S1"), Now);

        Assert.StartsWith("All 2\u00a0orders", words.Headline, StringComparison.Ordinal);
        Assert.EndsWith("€13.20", words.Headline, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_terminal_says_that_it_was_not_heard_yet() =>
        Assert.Equal("S1T1 is enrolled and hasn't synced yet", Words(Summary("S1T1") with { LastSeen = null }).Headline);

    private static CompletenessWords Words(TerminalSummary summary, params JournalCompleteness[] journals) =>
        CompletenessWords.Of(Detail(summary, journals), Stores.ZoneOf("S1"), Now);

    private static TerminalDetail Detail(TerminalSummary summary, IReadOnlyList<JournalCompleteness> journals) =>
        new(summary, journals, [], [], [], 0, 0, 0, 0, 0, [], [], At(8, 0), "Debian");
}
