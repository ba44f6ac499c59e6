using PosCloud.Domain.Measures;
using PosCloud.Terminal.Sale;
using PosCloud.Terminal.Shell;
using PosCloud.Ui;
using PosCloud.UnitTests.Engine;
using Xunit;

namespace PosCloud.UnitTests.Terminal;

public sealed class SaleActionsTests
{
    [Fact]
    public async Task A_scan_adds_one_and_clears_the_field()
    {
        await using var shop = await TerminalShop.OpenAsync();
        var (sale, screen, _) = Page(shop);

        var clear = sale.Submit("3850000000017");

        Assert.True(clear);
        var line = Assert.Single(shop.Engine.Register.Cart.Lines);
        Assert.Equal("Flat white", line.Line.Name);
        Assert.Equal(line.Key, screen.NewestLine);
    }

    [Fact]
    public async Task A_number_before_the_code_is_the_quantity()
    {
        await using var shop = await TerminalShop.OpenAsync();
        var (sale, _, _) = Page(shop);

        sale.Submit("3*COFFEE");

        Assert.Equal(Quantity.Pieces(3), Assert.Single(shop.Engine.Register.Cart.Lines).Line.Quantity);
    }

    [Fact]
    public async Task A_number_before_words_that_fit_one_product_is_the_quantity()
    {
        await using var shop = await TerminalShop.OpenAsync();
        var (sale, _, _) = Page(shop);

        Assert.True(sale.Submit("3*sourd"));

        Assert.Equal(Quantity.Pieces(3), Assert.Single(shop.Engine.Register.Cart.Lines).Line.Quantity);
    }

    [Fact]
    public async Task A_code_that_looks_like_a_quantity_before_another_is_a_code_of_its_own()
    {
        await using var shop = await TerminalShop.OpenAsync(hub =>
        {
            hub.WithShop();
            hub.Put(PosCloud.Protocol.SyncedTables.Barcode, "2x4", "BREAD");
            hub.Put(PosCloud.Protocol.SyncedTables.Barcode, "4", "COFFEE");
        });
        var (sale, _, _) = Page(shop);

        Assert.True(sale.Submit("2x4"));

        Assert.Equal("BREAD", Assert.Single(shop.Engine.Register.Cart.Lines).Line.Sku.Value);
    }

    [Fact]
    public async Task An_unknown_code_stays_in_the_field_and_is_said_until_the_next_success()
    {
        await using var shop = await TerminalShop.OpenAsync();
        var (sale, screen, _) = Page(shop);

        Assert.False(sale.Submit("5901234123457"));
        Assert.Equal("5901234123457", screen.UnknownCode);

        sale.Submit("COFFEE");
        Assert.Null(screen.UnknownCode);
    }

    [Fact]
    public async Task Words_that_fit_one_product_add_it()
    {
        await using var shop = await TerminalShop.OpenAsync();
        var (sale, _, _) = Page(shop);

        Assert.True(sale.Submit("sourd"));

        Assert.Single(shop.Engine.Register.Cart.Lines);
    }

    [Fact]
    public async Task Goods_by_weight_ask_for_it_first()
    {
        await using var shop = await TerminalShop.OpenAsync();
        var (sale, screen, _) = Page(shop);

        sale.Submit("GOUDA");

        Assert.True(shop.Engine.Register.Cart.IsEmpty);
        Assert.IsType<Panel.Weight>(screen.Panel);
    }

    [Fact]
    public async Task A_scanned_receipt_opens_its_refund()
    {
        await using var shop = await TerminalShop.OpenAsync();
        var sold = shop.Sell("COFFEE", 2);
        var (sale, screen, _) = Page(shop);

        sale.Submit(sold.ReceiptNumber.Value);

        var panel = Assert.IsType<Panel.Refund>(screen.Panel);
        Assert.Equal(Quantity.Pieces(2), Assert.Single(panel.Order!.Lines).Remaining);
    }

    [Fact]
    public async Task The_last_piece_taken_away_can_come_back()
    {
        await using var shop = await TerminalShop.OpenAsync();
        var (sale, _, toasts) = Page(shop);
        sale.Submit("COFFEE");

        sale.SetQuantity(shop.Engine.Register.Cart.Lines[0], Quantity.Zero);
        Assert.True(shop.Engine.Register.Cart.IsEmpty);

        await Assert.Single(toasts.Items).OnAction!();
        Assert.Equal("Flat white", Assert.Single(shop.Engine.Register.Cart.Lines).Line.Name);
    }

    [Fact]
    public async Task What_comes_back_is_given_back_in_one_order()
    {
        await using var shop = await TerminalShop.OpenAsync();
        var sold = shop.Sell("COFFEE", 2);
        var (sale, _, _) = Page(shop);
        sale.FindReceipt(sold.ReceiptNumber.Value);

        sale.TakeBack(shop.Engine.Register.FindRefundable(sold.ReceiptNumber.Value)!, [(1, Quantity.One)]);

        Assert.Equal(-260, shop.Engine.Register.Cart.Total.MinorUnits);
    }

    private static (SaleActions Sale, ScreenState Screen, ToastQueue Toasts) Page(TerminalFixture shop)
    {
        var toasts = new ToastQueue(shop.Clock);
        var screen = new ScreenState(toasts);
        return (new SaleActions(shop.Engine, screen), screen, toasts);
    }
}
