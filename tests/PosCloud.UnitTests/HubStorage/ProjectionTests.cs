using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.HubStorage.Intake;
using PosCloud.Protocol;
using PosCloud.Protocol.Tables;
using PosCloud.UnitTests.Domain;

namespace PosCloud.UnitTests.HubStorage;

public sealed class ProjectionTests
{
    private static readonly FactPlace Place = new(TerminalId.Parse("S1T1"), JournalEpoch.First, "", new JournalSequence(17));

    [Fact]
    public void Every_order_makes_rows_that_fit_their_tables() => CsCheck.Check.Sample(Carts.All, cart =>
    {
        var order = Carts.ToFact(cart.Rules, cart.Lines, cart.Discount);
        var rows = FactProjection.Project(Place, Fact(order), order).Rows;

        Assert.Equal(1 + order.Lines.Count + order.Payments.Count, rows.Count);
        foreach (var row in rows)
        {
            var json = RowJson.Write(row.Table, row.Values);
            Assert.Equal(json, RowJson.Write(row.Table, RowJson.Read(row.Table, json)));
        }

        Assert.Null(TotalsCheck.Difference(order));
    });

    [Fact]
    public void The_key_of_a_row_is_the_facts_place_so_that_two_orders_with_one_id_are_both_kept()
    {
        var order = Carts.ToFact(new(Currency.Parse("EUR"), PosCloud.Domain.Selling.TaxMode.Included, PosCloud.Domain.Selling.TaxRounding.Line, 1), [], null);

        var here = FactProjection.Project(Place, Fact(order), order).Rows[0];
        var there = FactProjection.Project(Place with { Branch = "ab" }, Fact(order), order).Rows[0];

        Assert.NotEqual(RowJson.KeyOf(SyncedTables.SalesOrder, here.Values), RowJson.KeyOf(SyncedTables.SalesOrder, there.Values));
    }

    [Fact]
    public void A_shift_is_the_same_whichever_of_opening_and_closing_comes_first()
    {
        var shift = new ShiftId(Guid.Parse("0199c5a0-0000-7000-8000-000000000002"));
        var context = new FactContext("boot", 1, "Europe/Zagreb");
        var currency = Currency.Parse("EUR");
        var opened = new ShiftOpened { Context = context, Shift = shift, Number = 3, BusinessDate = new DateOnly(2026, 11, 23), Currency = currency, FloatMinorUnits = 100 };
        var closed = new ShiftClosed
        {
            Context = context, Shift = shift, Number = 3, BusinessDate = new DateOnly(2026, 11, 23), Currency = currency, Orders = 2, TotalMinorUnits = 500,
            Tenders = [], FloatMinorUnits = 100, ExpectedCashMinorUnits = 600,
        };
        var (first, second) = (FactProjection.Project(Place, Fact(opened), opened).Shift!, FactProjection.Project(Place, Fact(closed), closed).Shift!);

        Assert.Equal(second.MergedInto(first).Values, first.MergedInto(second).Values);
    }

    private static Fact Fact(FactBody body) =>
        FactCodec.Encode(new FactId(Guid.Parse("0199c5a0-0000-7000-8000-000000000009")), DateTimeOffset.UnixEpoch, StoreId.Parse("S1"), body);
}
