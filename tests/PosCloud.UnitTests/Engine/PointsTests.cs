using CsCheck;
using PosCloud.Domain.Credits;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Domain.Selling;
using PosCloud.Protocol;
using PosCloud.Terminal.Engine.Register;
using Xunit;
using static PosCloud.UnitTests.Engine.TerminalFixture;

namespace PosCloud.UnitTests.Engine;

/// <summary>Points that a sale earns by the store's rate, that pay for one, and that go back with its goods.</summary>
public sealed class PointsTests
{
    private static readonly CustomerCard Card = CustomerCard.TryParse("1002 3456", out var card) ? card : default;

    [Fact]
    public async Task A_sale_to_a_customer_earns_by_the_stores_rate_and_a_new_rate_changes_no_sale_before_it()
    {
        await using var terminal = await OpenAsync(perUnit: 2);
        var first = Sell(terminal, "BREAD", 3);
        await SetAsync(terminal, perUnit: 5);
        var second = Sell(terminal, "BREAD", 3);
        await SetAsync(terminal, perUnit: 0);
        var third = Sell(terminal, "BREAD", 3);

        // 12.60 has twelve whole euros.
        Assert.Equal((new OrderPoints(24, 0), Card.Customer), (first.Body.Points, first.Body.Customer));
        Assert.Equal(new OrderPoints(60, 0), second.Body.Points);
        Assert.Equal((null, Card.Customer), (third.Body.Points, third.Body.Customer));
        Assert.Equal(new OrderPoints(24, 0), terminal.Engine.Receipts.Find(first.ReceiptNumber)!.Body.Points);
    }

    [Fact]
    public async Task The_rate_holds_without_any_replica_and_after_a_restart_in_the_middle_of_a_sale()
    {
        await using var terminal = await OpenAsync(perUnit: 2);
        terminal.Engine.Register.Add("BREAD", Quantity.Pieces(3));
        terminal.Engine.Register.SetCustomer(Card);

        await terminal.RestartAsync();

        Assert.Equal((Card, new OrderPoints(24, 0)), (terminal.Engine.Register.Cart.Customer, terminal.Engine.Register.Cart.Points));
    }

    [Fact]
    public async Task Without_a_customer_and_for_a_voucher_nothing_is_earned()
    {
        await using var terminal = await OpenAsync(perUnit: 2);
        var anonymous = terminal.Sell("BREAD", 3);
        terminal.Engine.Register.SellVoucher(VoucherCode.Parse("GIFT-2026"), Eur(50));
        terminal.Engine.Register.SetCustomer(Card);
        var voucher = terminal.PayInCash();

        Assert.Null(anonymous.Body.Points);
        Assert.Null(voucher.Body.Points);
    }

    [Fact]
    public async Task What_a_person_says_replaces_the_rate()
    {
        await using var terminal = await OpenAsync(perUnit: 2);
        terminal.Engine.Register.Add("BREAD", Quantity.Pieces(3));
        terminal.Engine.Register.SetCustomer(Card.Customer, new OrderPoints(7, 0));

        Assert.Equal(new OrderPoints(7, 0), terminal.PayInCash().Body.Points);
    }

    [Fact]
    public async Task Points_pay_with_their_tax_and_are_spent()
    {
        await using var terminal = await OpenAsync(perUnit: 1, pointMinorUnits: 5);
        terminal.Engine.Register.Add("BREAD", Quantity.Pieces(2));
        terminal.Engine.Register.SetCustomer(Card);

        Assert.Equal(168, terminal.Engine.Register.MostPoints);
        Assert.IsType<CartOutcome.Done>(terminal.Engine.Register.UsePoints(40));
        var sold = terminal.PayInCash();

        Assert.Equal(Eur(6.40m), sold.Total);
        Assert.Equal(new OrderPoints(6, 40), sold.Body.Points);
        Assert.Equal(sold.Total, sold.Body.Recalculate().Total);
        Assert.Null(FactRules.Problem(sold.Body));
    }

    [Fact]
    public async Task All_of_a_sale_can_be_paid_with_points()
    {
        await using var terminal = await OpenAsync(pointMinorUnits: 5);
        terminal.Engine.Register.Add("BREAD", Quantity.Pieces(2));
        terminal.Engine.Register.SetCustomer(Card);
        terminal.Engine.Register.UsePoints(168);

        Assert.True(terminal.Engine.Register.Cart.CanComplete);
        var sold = Assert.IsType<CompletionOutcome.Completed>(terminal.Engine.Register.Complete()).Order;
        Assert.Equal((Eur(0), new OrderPoints(0, 168)), (sold.Total, sold.Body.Points));
    }

    [Fact]
    public async Task A_sale_that_shrinks_spends_fewer_points()
    {
        await using var terminal = await OpenAsync(pointMinorUnits: 5);
        terminal.Engine.Register.Add("BREAD");
        terminal.Engine.Register.Add("COFFEE");
        terminal.Engine.Register.SetCustomer(Card);
        terminal.Engine.Register.UsePoints(100);

        terminal.Engine.Register.Remove(terminal.Engine.Register.Cart.Lines[0].Key);

        Assert.Equal((52, Eur(0)), (terminal.Engine.Register.Cart.UsedPoints!.Points, terminal.Engine.Register.Cart.Total));
    }

    [Fact]
    public async Task Points_refuse_what_they_cant_pay()
    {
        await using var terminal = await OpenAsync(pointMinorUnits: 5);
        var register = terminal.Engine.Register;
        register.Add("BREAD");
        Assert.Equal(new CartOutcome.Refused(CartRefusal.Points), register.UsePoints(1));
        register.SetCustomer(Card);
        Assert.Equal(new CartOutcome.Refused(CartRefusal.PointsDontPay), register.UsePoints(85));
        register.SetOrderDiscount(Discount.Percent(100_000));
        Assert.Equal(new CartOutcome.Refused(CartRefusal.OneDiscount), register.UsePoints(1));
        register.SetOrderDiscount(null);
        register.AddTender(Tender.Cash, Eur(1));
        Assert.Equal(new CartOutcome.Refused(CartRefusal.PointsFirst), register.UsePoints(1));
    }

    [Fact]
    public async Task A_return_belongs_to_the_customer_of_its_receipt()
    {
        await using var terminal = await OpenAsync(perUnit: 1);
        var sold = Sell(terminal, "BREAD", 1);
        Assert.True(CustomerCard.TryParse("9999", out var other));
        terminal.Engine.Register.Add("COFFEE");
        terminal.Engine.Register.SetCustomer(other);

        Assert.Equal(new CartOutcome.Refused(CartRefusal.OtherCustomer), terminal.Engine.Register.AddReturn(sold.ReceiptNumber.Value, 1, Quantity.One));
        terminal.Engine.Register.SetCustomer(null);
        terminal.Engine.Register.AddReturn(sold.ReceiptNumber.Value, 1, Quantity.One);
        Assert.Equal(new CartOutcome.Refused(CartRefusal.OtherCustomer), terminal.Engine.Register.SetCustomer(other));
        Assert.Equal(new OrderPoints(2 - 4, 0), terminal.PayInCash().Body.Points);
    }

    [Fact]
    public async Task A_return_that_was_taken_away_does_not_come_back_for_another_customer()
    {
        await using var terminal = await OpenAsync(perUnit: 1);
        var sold = Sell(terminal, "BREAD", 1);
        Assert.True(CustomerCard.TryParse("9999", out var other));
        terminal.Engine.Register.AddReturn(sold.ReceiptNumber.Value, 1, Quantity.One);
        terminal.Engine.Register.Remove(terminal.Engine.Register.Cart.Lines[0].Key);
        terminal.Engine.Register.SetCustomer(other);

        Assert.Equal(new CartOutcome.Refused(CartRefusal.NoSuchLine), terminal.Engine.Register.UndoRemove());
    }

    [Theory]
    [InlineData(2, 5)]
    [InlineData(1, 2)]
    public async Task Goods_of_an_exchange_take_back_the_points_that_they_earned_themselves(int coffees, int earned)
    {
        await using var terminal = await OpenAsync(perUnit: 1);
        var bread = Sell(terminal, "BREAD", 1);
        terminal.Engine.Register.AddReturn(bread.ReceiptNumber.Value, 1, Quantity.One);
        terminal.Engine.Register.Add("COFFEE", Quantity.Pieces(coffees));
        var exchange = terminal.PayInCash();
        terminal.Engine.Register.AddReturn(exchange.ReceiptNumber.Value, 2, Quantity.Pieces(coffees));

        var back = terminal.PayInCash();

        Assert.Equal(new OrderPoints(earned - 4, 0), exchange.Body.Points);
        Assert.Equal((new OrderPoints(-earned, 0), Card.Customer), (back.Body.Points, back.Body.Customer));
    }

    [Fact]
    public async Task Goods_of_an_exchange_that_moved_no_points_in_all_take_back_theirs()
    {
        await using var terminal = await OpenAsync(perUnit: 1);
        var first = Sell(terminal, "BREAD", 1);
        terminal.Engine.Register.AddReturn(first.ReceiptNumber.Value, 1, Quantity.One);
        terminal.Engine.Register.Add("BREAD");
        var exchange = Assert.IsType<CompletionOutcome.Completed>(terminal.Engine.Register.Complete()).Order;
        terminal.Engine.Register.AddReturn(exchange.ReceiptNumber.Value, 2, Quantity.One);

        Assert.Null(exchange.Body.Points);
        Assert.Equal(new OrderPoints(-4, 0), terminal.PayInCash().Body.Points);
    }

    /// <summary>Whatever comes back in whatever parts: never more points go back than there were, and all of it takes all of them.</summary>
    [Fact]
    public async Task Goods_that_come_back_in_parts_take_back_exactly_the_points_of_the_sale()
    {
        await using var terminal = await OpenAsync(perUnit: 7, pointMinorUnits: 3);
        Gen.Select(Gen.Int[1, 9], Gen.Int[1, 6], Gen.Int[0, 60], Gen.Int[1, 4]).Sample(
            (breads, coffees, spent, step) =>
            {
                terminal.Engine.Register.Add("BREAD", Quantity.Pieces(breads));
                terminal.Engine.Register.Add("COFFEE", Quantity.Pieces(coffees));
                terminal.Engine.Register.SetCustomer(Card);
                terminal.Engine.Register.UsePoints(Math.Min(spent, terminal.Engine.Register.MostPoints));
                var sold = terminal.PayInCash();
                var (earned, used) = (sold.Body.Points?.Earned ?? 0, sold.Body.Points?.Spent ?? 0);

                var back = 0L;
                while (terminal.Engine.Register.FindRefundable(sold.ReceiptNumber.Value)! is { HasSomethingLeft: true } left)
                {
                    foreach (var line in left.Lines.Where(l => l.Remaining > Quantity.Zero))
                        Assert.IsType<CartOutcome.Done>(terminal.Engine.Register.AddReturn(
                            sold.ReceiptNumber.Value, line.Line, line.Remaining < Quantity.Pieces(step) ? line.Remaining : Quantity.Pieces(step)));
                    back += terminal.PayInCash().Body.Points?.Earned ?? 0;
                    Assert.InRange(back, -earned, used);
                }

                Assert.Equal(used - earned, back);
            },
            iter: 40,
            threads: 1);
    }

    private static CompletedOrder Sell(TerminalFixture terminal, string sku, long pieces)
    {
        Assert.IsType<CartOutcome.Done>(terminal.Engine.Register.Add(sku, Quantity.Pieces(pieces)));
        Assert.IsType<CartOutcome.Done>(terminal.Engine.Register.SetCustomer(Card));
        return terminal.PayInCash();
    }

    private static async Task<TerminalFixture> OpenAsync(int perUnit = 0, long pointMinorUnits = 0)
    {
        var terminal = await TerminalShop.OpenAsync();
        await SetAsync(terminal, perUnit, pointMinorUnits);
        return terminal;
    }

    private static Task SetAsync(TerminalFixture terminal, int perUnit, long pointMinorUnits = 0)
    {
        terminal.Hub.Put(SyncedTables.StorePrice, MemoryHub.Store, PointsRules.EarnedSku.Value, 0L, (long)perUnit, "EUR", 1L);
        terminal.Hub.Put(SyncedTables.StorePrice, MemoryHub.Store, PointsRules.PointSku.Value, 0L, pointMinorUnits, "EUR", 1L);
        return terminal.SyncAsync();
    }
}
