using PosCloud.Dashboard.Ledger;
using PosCloud.Grains.Contracts.Stock;
using static PosCloud.UnitTests.Dashboard.FleetBuilder;

namespace PosCloud.UnitTests.Dashboard;

public sealed class LedgerStateTests
{
    [Fact]
    public void Opening_and_movements_are_written_as_a_sum_that_adds_up()
    {
        var state = State(onHand: 12, opening: 5, Row("sold", -22), Row("received", 24), Row("returned", 6), Row("counted", -1));

        Assert.Equal("Opening 5 + 6 returned \u2212 22 sold + 24 received \u2212 1 by count = 12", state.Sum);
        Assert.True(state.AddsUp);
    }

    [Fact]
    public void A_sum_that_does_not_come_out_says_so() =>
        Assert.False(State(onHand: 13, opening: 5, Row("sold", -1)).AddsUp);

    [Fact]
    public void A_movement_that_came_after_an_outage_says_how_late_and_why()
    {
        var row = Row("sold", -1) with { OccurredAt = At(12, 5, 31), ReceivedAt = At(12, 26, 40) };

        Assert.Equal("+21\u00a0min, was offline", LedgerState.LateMark(row));
    }

    [Fact]
    public void A_movement_that_came_at_once_has_no_mark() => Assert.Null(LedgerState.LateMark(Row("sold", -1)));

    [Fact]
    public void A_movement_names_the_upload_that_carried_it() =>
        Assert.Equal("epoch 1, fact 33", LedgerState.Upload(Row("sold", -1) with { Upload = "S1T3 1 33" }));

    [Fact]
    public void The_day_begins_with_what_was_there_before_its_first_movement()
    {
        var state = State(onHand: 3, opening: 5, Row("sold", -2) with { OnHandAfterThousandths = 3000 });

        Assert.Equal([5.0, 3.0, 3.0], state.Today.Select(point => point.Value));
    }

    private static LedgerState State(long onHand, long opening, params LedgerRow[] rows)
    {
        var item = new StockItem("S1", "BRD", "BRD", "Sourdough loaf", "", "Bakery", "piece", onHand * 1000, opening * 1000, At(12, 0), [], rows.Length);
        long Sum(Func<LedgerRow, bool> which) => rows.Where(which).Sum(row => row.ChangeThousandths);
        return new LedgerState(
            new StockLedger(item, Sum(_ => true), rows, rows.Length, Sum(row => row.Kind == "sold"), Sum(row => row.Kind == "returned"), Sum(row => row.Kind is not ("sold" or "returned"))),
            View(Summary("S1T1")), Now);
    }

    private static LedgerRow Row(string kind, long change) =>
        new("m", kind, change * 1000, 0, "S1T1", "S1T1-1-000001", null, At(12, 0), At(12, 0), At(12, 0), "S1T1/1/1", false);
}
