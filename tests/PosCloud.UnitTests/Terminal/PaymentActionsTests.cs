using PosCloud.Domain.Facts;
using PosCloud.Terminal.Payments;
using PosCloud.Terminal.Shell;
using PosCloud.Ui;
using PosCloud.UnitTests.Engine;
using Xunit;

namespace PosCloud.UnitTests.Terminal;

public sealed class PaymentActionsTests
{
    [Fact]
    public async Task The_cash_key_twice_sells_for_the_exact_amount()
    {
        await using var shop = await TerminalShop.OpenAsync();
        shop.Engine.Register.Add("COFFEE");
        var (payments, screen) = Page(shop);

        payments.Begin(Tender.Cash);
        payments.Begin(Tender.Cash);

        Assert.Equal(Step.Paid, screen.Step);
        Assert.Equal(260, screen.Receipt?.Total.MinorUnits);
    }

    [Fact]
    public async Task Two_taps_take_one_payment_and_complete_one_order()
    {
        await using var shop = await TerminalShop.OpenAsync();
        shop.Engine.Register.Add("COFFEE");
        var (payments, _) = Page(shop);
        payments.Begin(Tender.Cash);

        await Task.WhenAll(Task.Run(payments.Take), Task.Run(payments.Take), Task.Run(payments.Take));

        Assert.Single(shop.Engine.Receipts.Recent());
    }

    [Fact]
    public async Task A_part_by_card_leaves_the_rest_for_cash()
    {
        await using var shop = await TerminalShop.OpenAsync();
        shop.Engine.Register.Add("BREAD");
        var (payments, screen) = Page(shop);
        payments.Begin(Tender.Card);
        screen.Payment!.Entry.Offer(200);
        screen.Payment.Reference = "004417";

        payments.Take();
        Assert.Equal(Step.Pay, screen.Step);
        Assert.Equal(220, screen.Payment.Due.MinorUnits);

        payments.Begin(Tender.Cash);
        screen.Payment.Entry.Offer(500);
        payments.Take();

        Assert.Equal(280, screen.Receipt?.Change.MinorUnits);
        Assert.Equal("004417", screen.Receipt?.Payments[0].Reference);
    }

    [Fact]
    public async Task A_taken_payment_survives_a_restart()
    {
        await using var shop = await TerminalShop.OpenAsync();
        shop.Engine.Register.Add("BREAD");
        var (payments, screen) = Page(shop);
        payments.Begin(Tender.Card);
        screen.Payment!.Entry.Offer(200);
        payments.Take();

        await shop.RestartAsync();

        Assert.Equal(200, Assert.Single(shop.Engine.Register.Cart.Tenders).MinorUnits);
    }

    [Fact]
    public async Task A_receipt_prints_once_as_original_and_then_as_copy()
    {
        await using var shop = await TerminalShop.OpenAsync();
        var sold = shop.Sell("COFFEE");
        var (payments, screen) = Page(shop);

        payments.Print(sold.ReceiptNumber);
        Assert.False(screen.ToPrint?.IsCopy);

        payments.Print(sold.ReceiptNumber);
        Assert.True(screen.ToPrint?.IsCopy);
        Assert.Equal(2, screen.PrintRequest);
    }

    private static (PaymentActions Payments, ScreenState Screen) Page(TerminalFixture shop)
    {
        var screen = new ScreenState(new ToastQueue(shop.Clock));
        return (new PaymentActions(shop.Engine, screen), screen);
    }
}
