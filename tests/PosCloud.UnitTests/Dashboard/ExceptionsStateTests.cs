using PosCloud.Dashboard.Exceptions;
using PosCloud.Grains.Contracts;
using PosCloud.Grains.Contracts.Exceptions;
using PosCloud.Grains.Contracts.Orders;
using static PosCloud.UnitTests.Dashboard.FleetBuilder;

namespace PosCloud.UnitTests.Dashboard;

public sealed class ExceptionsStateTests
{
    private static readonly ExceptionItem Oversell = new(
        "1", "oversell", "S1", "S1T1", "S1T1-1-001240", "S1T3-1-000874", "OIL", "Olive oil, Istria 0.5 L", "S1T1 was offline.", "", At(12, 26), null, null, null,
        2000, -1000, -1000, null, "a", "b", "S1T3", At(12, 1), At(12, 9));

    private static readonly ExceptionItem Settled = Oversell with { Id = "2", ResolvedAt = At(9, 41), ResolvedBy = "Marta K.", Decision = "Shelf counted" };

    [Fact]
    public void An_oversell_says_how_many_were_sold_and_how_many_were_there()
    {
        Assert.Equal("3 sold, 2 were there", OversellStory.Of(Oversell, []).Headline);
        Assert.Equal("On hand \u22121 at Harbour Street. Two receipts", ExceptionWords.Line(Oversell, Stores));
    }

    [Fact]
    public void Both_receipts_of_an_oversell_count_as_sold()
    {
        var item = Oversell with { OnHandBeforeThousandths = 0, OnHandAfterThousandths = -1000, Sku = "OIL" };
        var nothing = new Amount(0, "EUR");
        var summary = new OrderSummary("S1", "b", "S1T3-1-000874", "S1T3", At(12, 9), At(12, 9), nothing, 1, "sale", "applied", null);
        var line = new OrderDetailLine(1, "oil", "Olive oil", null, 2000, "piece", nothing, 1, 50_000, nothing, nothing, null, null);
        var other = new OrderDetail(summary, "", "", "", nothing, nothing, nothing, [line], [], [], null, "", "");

        var story = OversellStory.Of(item, [other]);

        Assert.Equal((2000, "3 sold, 2 were there"), (story.BeforeThousandths, story.Headline));
    }

    [Fact]
    public void The_first_open_one_is_shown_when_the_address_names_none()
    {
        var state = new ExceptionsState([Oversell, Settled], null, false, null, Now, Stores.Zone);

        Assert.Equal("1", state.Chosen?.Id);
        Assert.Null(state.ById);
    }

    [Fact]
    public void What_was_settled_today_stays_below_the_open_ones()
    {
        var older = Settled with { Id = "3", ResolvedAt = Now.AddDays(-2) };

        var state = new ExceptionsState([Oversell, Settled, older], null, false, null, Now, Stores.Zone);

        Assert.Equal(["2"], state.SettledToday.Select(item => item.Id));
        Assert.Equal(2, state.Settled.Count);
    }

    [Fact]
    public void One_store_sees_its_own_only() =>
        Assert.Empty(new ExceptionsState([Oversell], "S2", false, null, Now, Stores.Zone).Open);

    [Fact]
    public void History_is_in_order_of_time_and_names_both_receipts_and_the_decision()
    {
        var words = HistoryEntry.Of(Settled with { ResolvedAt = At(13, 5) }).Select(entry => entry.Words).ToList();

        Assert.Equal("S1T1-1-001240 sold at S1T1", words[0]);
        Assert.Equal("S1T3-1-000874 sold at S1T3", words[1]);
        Assert.Equal("S1T1-1-001240 applied, on hand \u22121. Exception raised", words[2]);
        Assert.Equal("Marta K.: “Shelf counted”", words[3]);
    }

    [Fact]
    public void A_doubtful_count_says_what_is_open_how_it_came_about_and_what_puts_it_right()
    {
        var item = Oversell with { Kind = "doubtful-count", Detail = "The clocks don't say. The count stands. Count again." };

        Assert.Equal("Doubtful count: Olive oil, Istria 0.5 L", ExceptionWords.Title(item));
        Assert.Equal("The clocks don't say.", ExceptionWords.Line(item, Stores));
        Assert.Contains("before or after the count", ExceptionWords.Headline(item), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("a sync that took more than a minute", ExceptionWords.Promise(item), StringComparison.Ordinal);
        Assert.Contains("new count at a terminal", Remedy.For(item)[0].Words, StringComparison.Ordinal);
        // A count has no receipt, and nothing was sold with it.
        Assert.Equal("Entered at S1T1", HistoryEntry.Of(item with { ReceiptNumber = null, OtherReceiptNumber = null })[0].Words);
    }

    [Fact]
    public void Every_kind_can_be_closed_with_a_reason() =>
        Assert.All(["oversell", "over-refund", "quarantine", "clone", "totals", "duplicate-id", "unknown-goods", "doubtful-count", "restored", "readmitted", "hole", "own-epoch"],
            kind => Assert.Null(Remedy.For(Oversell with { Kind = kind })[^1].Decision));
}
