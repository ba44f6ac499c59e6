using PosCloud.Domain.Facts;
using PosCloud.Domain.Measures;
using PosCloud.Domain.Selling;
using PosCloud.Protocol;
using PosCloud.Terminal.Engine.Register;
using Xunit;
using static PosCloud.UnitTests.Engine.TerminalFixture;

namespace PosCloud.UnitTests.Engine;

public sealed class RefundTests
{
    [Fact]
    public async Task A_return_gives_back_what_was_paid_after_all_discounts()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        terminal.Engine.Register.Add("COFFEE", Quantity.Pieces(3));
        terminal.Engine.Register.SetOrderDiscount(Discount.Amount(Eur(1)));
        var sold = terminal.PayInCash();

        terminal.Engine.Register.AddReturn(sold.ReceiptNumber.Value, 1, Quantity.Pieces(1));
        var returned = terminal.PayInCash();

        Assert.Equal(Eur(6.80m), sold.Total);
        Assert.Equal(Eur(-2.27m), returned.Total);
        Assert.Equal(OrderKind.Return, returned.Body.Kind);
        Assert.Equal(-227, Assert.Single(returned.Body.Payments).AmountMinorUnits);
    }

    [Fact]
    public async Task More_than_remains_cannot_be_returned()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        var sold = terminal.Sell("COFFEE", 2);
        terminal.Engine.Register.AddReturn(sold.ReceiptNumber.Value, 1, Quantity.Pieces(1));
        terminal.PayInCash();

        var outcome = terminal.Engine.Register.AddReturn(sold.ReceiptNumber.Value, 1, Quantity.Pieces(2));

        Assert.Equal(new CartOutcome.Refused(CartRefusal.MoreThanSold), outcome);
        Assert.Equal(Quantity.Pieces(1), terminal.Engine.Register.FindRefundable(sold.ReceiptNumber.Value)!.Lines[0].Remaining);
    }

    [Fact]
    public async Task What_comes_back_in_a_parked_sale_cannot_come_back_in_another()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        var sold = terminal.Sell("COFFEE", 2);
        terminal.Engine.Register.AddReturn(sold.ReceiptNumber.Value, 1, Quantity.Pieces(2));
        var parked = terminal.Engine.Register.Cart.Order;
        terminal.Engine.Register.Park();

        var outcome = terminal.Engine.Register.AddReturn(sold.ReceiptNumber.Value, 1, Quantity.One);

        Assert.Equal(new CartOutcome.Refused(CartRefusal.MoreThanSold), outcome);
        Assert.IsType<CartOutcome.Done>(terminal.Engine.Register.Recall(parked));
        Assert.IsType<CartOutcome.Done>(terminal.Engine.Register.AddReturn(sold.ReceiptNumber.Value, 1, Quantity.One));
        Assert.Equal(Eur(-2.60m), terminal.PayInCash().Total);
    }

    [Fact]
    public async Task An_exchange_is_one_order_with_lines_of_both_signs()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        var sold = terminal.Sell("COFFEE");

        terminal.Engine.Register.AddReturn(sold.ReceiptNumber.Value, 1, Quantity.One);
        terminal.Engine.Register.Add("BREAD");
        var exchange = terminal.PayInCash();

        Assert.Equal(OrderKind.Exchange, exchange.Body.Kind);
        Assert.Equal(Eur(1.60m), exchange.Total);
    }

    [Fact]
    public async Task A_refund_cannot_pay_out_more_than_is_due()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        var sold = terminal.Sell("COFFEE");
        terminal.Engine.Register.AddReturn(sold.ReceiptNumber.Value, 1, Quantity.One);

        Assert.Equal(new CartOutcome.Refused(CartRefusal.MoreThanDue), terminal.Engine.Register.AddTender(Tender.Cash, Eur(5)));
    }

    [Fact]
    public async Task The_receipt_of_another_terminal_is_found_in_the_replica_with_what_remains()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        var order = "0193f000-0000-7000-8000-000000000001";
        terminal.Hub.Put(SyncedTables.SalesOrder, "S1", "S1T2/1//000000000003", order, "S1T2-1-000003", "S1T2", "1", 3L, "0193f000-0000-7000-8000-000000000009",
            "2026-11-23", 1_795_420_000_000L, "sale", 1L, 780L, 156L, 0L, 0L, "EUR", null);
        terminal.Hub.Put(SyncedTables.OrderLine, "S1", "S1T2/1//000000000003", 1L, "COFFEE", "Flat white", null, 3_000L, "piece", 260L, 1L, 250_000L, 0L, 780L, 156L, null, null, null);
        terminal.Hub.Put(SyncedTables.SalesOrder, "S1", "S1T2/1//000000000004", "0193f000-0000-7000-8000-000000000002", "S1T2-1-000004", "S1T2", "1", 4L,
            "0193f000-0000-7000-8000-000000000009", "2026-11-23", 1_795_420_100_000L, "return", 1L, -260L, -52L, 0L, 0L, "EUR", null);
        terminal.Hub.Put(SyncedTables.OrderLine, "S1", "S1T2/1//000000000004", 1L, "COFFEE", "Flat white", null, -1_000L, "piece", 260L, 1L, 250_000L, 0L, -260L, -52L, order, 1L, null);
        await terminal.SyncAsync();

        var found = terminal.Engine.Register.FindRefundable("s1t2-1-000003")!;
        terminal.Engine.Register.AddReturn("S1T2-1-000003", 1, Quantity.Pieces(2));
        var refund = terminal.PayInCash();

        Assert.Equal(Quantity.Pieces(2), Assert.Single(found.Lines).Remaining);
        Assert.Equal(Eur(-5.20m), refund.Total);
        Assert.False(terminal.Engine.Register.FindRefundable("S1T2-1-000003")!.HasSomethingLeft);
    }

    [Fact]
    public async Task An_unknown_receipt_is_refused()
    {
        await using var terminal = await TerminalShop.OpenAsync();

        Assert.Equal(new CartOutcome.Refused(CartRefusal.NoSuchReceipt), terminal.Engine.Register.AddReturn("S9T9-1-000001", 1, Quantity.One));
    }
}
