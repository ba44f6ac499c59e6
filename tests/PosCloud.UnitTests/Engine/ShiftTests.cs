using PosCloud.Domain.Facts;
using PosCloud.Domain.Measures;
using PosCloud.Terminal.Engine.Shifts;
using Xunit;
using static PosCloud.UnitTests.Engine.TerminalFixture;

namespace PosCloud.UnitTests.Engine;

public sealed class ShiftTests
{
    [Fact]
    public async Task The_z_adds_up_to_the_cent()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        terminal.Engine.Shifts.Open(Eur(100), "Ana");
        terminal.Sell("COFFEE", 2);
        terminal.Engine.Register.Add("BREAD");
        terminal.Engine.Register.AddTender(Tender.Card, Eur(4.20m));
        terminal.PayInCash();
        terminal.Engine.Shifts.MoveCash(CashMovementKind.PayIn, Eur(20));
        terminal.Engine.Shifts.MoveCash(CashMovementKind.Drop, Eur(50));
        terminal.Engine.Shifts.MoveCash(CashMovementKind.NoSale, Eur(0));

        var z = Assert.IsType<ShiftOutcome.Done>(terminal.Engine.Shifts.Close(Eur(75))).Report;

        Assert.Equal((2, "S1T1-1-000001", "S1T1-1-000002"), (z.Orders, z.FirstReceipt!.Value.Value, z.LastReceipt!.Value.Value));
        Assert.Equal(Eur(9.40m), z.Total);
        Assert.Equal(Eur(75.20m), z.ExpectedCash);
        Assert.Equal(Eur(-0.20m), z.Difference);
        Assert.Equal([(Tender.Card, 420L), (Tender.Cash, 520L)], z.Tenders.Select(t => (t.Tender, t.AmountMinorUnits)));
        Assert.Null(terminal.Engine.Shifts.Current);
    }

    [Fact]
    public async Task A_sale_without_a_shift_opens_one_with_nothing_in_the_drawer()
    {
        await using var terminal = await TerminalShop.OpenAsync();

        var order = terminal.Sell("COFFEE");

        var shift = terminal.Engine.Shifts.Current!;
        Assert.Equal((order.Body.Shift, Eur(0), 1), (shift.Shift, shift.Float, shift.Orders));
        Assert.Equal(2, order.Sequence.Value);
    }

    [Fact]
    public async Task The_business_date_is_the_local_date_at_which_the_shift_was_opened()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        terminal.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 23, 22, 30, 0, TimeSpan.Zero));
        terminal.Engine.Shifts.Open(Eur(0));
        terminal.Clock.Advance(TimeSpan.FromHours(3));

        var order = terminal.Sell("COFFEE");

        Assert.Equal(new DateOnly(2026, 11, 23), order.Body.BusinessDate);
    }

    [Fact]
    public async Task Shifts_open_and_close_offline_one_after_the_other()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        terminal.Engine.Sync.SetWorkOffline(true);
        for (var i = 1; i <= 3; i++)
        {
            Assert.IsType<ShiftOutcome.Done>(terminal.Engine.Shifts.Open(Eur(10)));
            Assert.Equal(ShiftRefusal.AlreadyOpen, Assert.IsType<ShiftOutcome.Refused>(terminal.Engine.Shifts.Open(Eur(10))).Reason);
            terminal.Sell("COFFEE");
            Assert.Equal(i, Assert.IsType<ShiftOutcome.Done>(terminal.Engine.Shifts.Close(null)).Report.Number);
        }

        Assert.Equal(ShiftRefusal.NoneOpen, Assert.IsType<ShiftOutcome.Refused>(terminal.Engine.Shifts.Close(null)).Reason);
    }

    [Theory]
    [InlineData("An\0a")]
    [InlineData(null)]
    public async Task A_shift_is_not_opened_by_a_name_that_the_hub_could_not_take(string? cashier)
    {
        await using var terminal = await TerminalShop.OpenAsync();

        var outcome = terminal.Engine.Shifts.Open(Eur(0), cashier ?? new string('x', 401));

        Assert.Equal(ShiftRefusal.Text, Assert.IsType<ShiftOutcome.Refused>(outcome).Reason);
        Assert.Equal(0, terminal.Engine.Sync.Pending.Facts);
    }

    [Fact]
    public async Task A_shift_cannot_be_closed_over_taken_payments()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        terminal.Engine.Shifts.Open(Eur(0));
        terminal.Engine.Register.Add("COFFEE");
        terminal.Engine.Register.AddTender(Tender.Card, Eur(1));

        Assert.Equal(ShiftRefusal.PaymentsOpen, Assert.IsType<ShiftOutcome.Refused>(terminal.Engine.Shifts.Close(null)).Reason);
    }
}
