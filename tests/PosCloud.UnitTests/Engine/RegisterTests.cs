using PosCloud.Domain.Facts;
using PosCloud.Domain.Measures;
using PosCloud.Domain.Selling;
using PosCloud.Protocol;
using PosCloud.Terminal.Engine.Register;
using Xunit;
using static PosCloud.UnitTests.Engine.TerminalFixture;

namespace PosCloud.UnitTests.Engine;

public sealed class RegisterTests
{
    [Fact]
    public async Task A_scanned_barcode_adds_its_sku_and_a_second_scan_adds_one_more()
    {
        await using var terminal = await ShopAsync();

        terminal.Engine.Register.Add("3850000000017");
        terminal.Engine.Register.Add("coffee");

        var line = Assert.Single(terminal.Engine.Register.Cart.Lines);
        Assert.Equal(Quantity.Pieces(2), line.Line.Quantity);
        Assert.Equal(Eur(5.20m), terminal.Engine.Register.Cart.Total);
    }

    [Fact]
    public async Task An_unknown_barcode_leaves_the_sale_as_it_was()
    {
        await using var terminal = await ShopAsync();

        var outcome = terminal.Engine.Register.Add("5901234123457");

        Assert.Equal(new CartOutcome.NotFound("5901234123457"), outcome);
        Assert.True(terminal.Engine.Register.Cart.IsEmpty);
    }

    [Fact]
    public async Task Goods_by_weight_ask_for_it_and_are_rounded_once()
    {
        await using var terminal = await ShopAsync();

        var asked = terminal.Engine.Register.Add("GOUDA");
        terminal.Engine.Register.Add("GOUDA", new Quantity(486));

        Assert.IsType<CartOutcome.NeedsQuantity>(asked);
        Assert.Equal(Eur(8.21m), terminal.Engine.Register.Cart.Total);
    }

    [Fact]
    public async Task Cash_gives_change_and_the_order_is_on_the_receipt()
    {
        await using var terminal = await ShopAsync();
        terminal.Engine.Register.Add("COFFEE");
        terminal.Engine.Register.AddTender(Tender.Cash, Eur(10));

        var order = terminal.PayInCash();

        Assert.Equal("S1T1-1-000001", order.ReceiptNumber.Value);
        Assert.Equal(Eur(7.40m), order.Change);
        var receipt = terminal.Engine.Receipts.Show(order.ReceiptNumber)!;
        Assert.Equal("Harbour Street", receipt.StoreName);
        Assert.Equal(Eur(2.60m), receipt.Total);
        Assert.Equal(Eur(0.52m), receipt.Tax);
        Assert.Equal(9, receipt.IssuedAt.Hour);
    }

    [Fact]
    public async Task Card_and_cash_can_be_split_and_only_the_cash_part_is_rounded_to_coins()
    {
        await using var terminal = await ShopAsync(hub => hub.WithShop(cashRounding: 5));
        terminal.Engine.Register.Add("GOUDA", new Quantity(486));

        terminal.Engine.Register.AddTender(Tender.Card, Eur(5), "slip 004417");
        var left = terminal.Engine.Register.Cart.Plan;
        terminal.Engine.Register.AddTender(Tender.Cash, Eur(5));
        var order = terminal.PayInCash();

        Assert.Equal(Eur(3.21m), left.Left);
        Assert.Equal(Eur(3.20m), left.LeftInCash);
        Assert.Equal(-1, order.Body.CashRoundingMinorUnits);
        Assert.Equal([500, 320], order.Body.Payments.Select(p => p.AmountMinorUnits));
        Assert.Equal(Eur(1.80m), order.Change);
    }

    [Fact]
    public async Task A_card_cannot_take_more_than_is_due()
    {
        await using var terminal = await ShopAsync();
        terminal.Engine.Register.Add("COFFEE");

        var outcome = terminal.Engine.Register.AddTender(Tender.Card, Eur(2.61m));

        Assert.Equal(new CartOutcome.Refused(CartRefusal.MoreThanDue), outcome);
    }

    [Fact]
    public async Task Tapping_pay_twice_gives_one_order_and_the_same_receipt()
    {
        await using var terminal = await ShopAsync();
        terminal.Engine.Register.Add("COFFEE");
        terminal.Engine.Register.AddTender(Tender.Cash, Eur(2.60m));
        var shown = terminal.Engine.Register.Cart.Order;

        var first = Assert.IsType<CompletionOutcome.Completed>(terminal.Engine.Register.Complete(shown));
        var second = Assert.IsType<CompletionOutcome.Completed>(terminal.Engine.Register.Complete(shown));

        Assert.False(first.WasCompletedBefore);
        Assert.True(second.WasCompletedBefore);
        Assert.Equal(first.Order.ChainHash, second.Order.ChainHash);
        Assert.Single(terminal.Engine.Receipts.Recent());
    }

    [Fact]
    public async Task Money_that_was_taken_never_counts_as_given_back_when_the_sale_turns_round()
    {
        await using var terminal = await ShopAsync();
        var earlier = terminal.Sell("BREAD", 2);
        terminal.Engine.Register.Add("COFFEE");
        terminal.Engine.Register.AddTender(Tender.Card, Eur(2.60m), "slip 7");
        terminal.Engine.Register.Remove(terminal.Engine.Register.Cart.Lines[0].Key);
        terminal.Engine.Register.AddReturn(earlier.ReceiptNumber.Value, 1, Quantity.One);

        var outcome = terminal.Engine.Register.Complete();

        Assert.Equal(new CompletionOutcome.Refused(CartRefusal.MoreThanDue), outcome);
        terminal.Engine.Register.RemoveTender(terminal.Engine.Register.Cart.Tenders[0].Key);
        Assert.Equal(Eur(-4.20m), terminal.PayInCash().Total);
    }

    [Fact]
    public async Task Sums_beyond_what_an_order_can_hold_are_refused_before_they_are_kept()
    {
        await using var terminal = await ShopAsync();

        var outcome = terminal.Engine.Register.AddOpenPrice("Gold", Eur(1_000_000_000), new TaxRate(250_000), Quantity.Pieces(1_000_000));

        Assert.Equal(new CartOutcome.Refused(CartRefusal.Amount), outcome);
        await terminal.RestartAsync();
        Assert.True(terminal.Engine.Register.Cart.IsEmpty);
    }

    [Fact]
    public async Task A_listener_that_fails_after_the_commit_does_not_make_a_second_order()
    {
        await using var terminal = await ShopAsync();
        terminal.Engine.Register.Add("COFFEE");
        terminal.Engine.Register.AddTender(Tender.Cash, Eur(2.60m));
        void Fail() => throw new InvalidOperationException("A screen broke.");
        terminal.Engine.StockChanged += Fail;
        Assert.Throws<InvalidOperationException>(() => terminal.Engine.Register.Complete());
        terminal.Engine.StockChanged -= Fail;

        var again = Assert.IsType<CompletionOutcome.Completed>(terminal.Engine.Register.Complete());

        Assert.True(again.WasCompletedBefore);
        Assert.Single(terminal.Engine.Receipts.Recent());
        Assert.True(terminal.Engine.Register.Cart.IsEmpty);
    }

    [Fact]
    public async Task A_sku_that_leaves_the_catalogue_while_in_the_cart_still_sells()
    {
        await using var terminal = await ShopAsync();
        terminal.Engine.Register.Add("BREAD");
        terminal.Hub.Delete(SyncedTables.Variant, "BREAD");
        terminal.Hub.Delete(SyncedTables.Product, "p-BREAD");
        await terminal.SyncAsync();

        var order = terminal.PayInCash();

        Assert.Equal("Sourdough loaf", Assert.Single(order.Body.Lines).Name);
        Assert.Null(terminal.Engine.Catalogue.Find("BREAD"));
    }

    [Fact]
    public async Task The_open_sale_and_its_tenders_survive_a_restart()
    {
        await using var terminal = await ShopAsync();
        terminal.Engine.Register.Add("BREAD");
        terminal.Engine.Register.SetDiscount(1, Discount.Percent(200_000, "day-old"));
        terminal.Engine.Register.AddTender(Tender.Card, Eur(1), "slip 1");
        var before = terminal.Engine.Register.Cart;

        await terminal.RestartAsync();

        var after = terminal.Engine.Register.Cart;
        Assert.Equal(before.Order, after.Order);
        Assert.Equal(before.Lines, after.Lines);
        Assert.Equal(before.Tenders, after.Tenders);
        Assert.Equal(Eur(3.36m), after.Total);
    }

    [Fact]
    public async Task A_removed_line_comes_back_where_it_stood()
    {
        await using var terminal = await ShopAsync();
        terminal.Engine.Register.Add("COFFEE");
        terminal.Engine.Register.Add("BREAD");
        terminal.Engine.Register.Remove(1);

        terminal.Engine.Register.UndoRemove();

        Assert.Equal(["COFFEE", "BREAD"], terminal.Engine.Register.Cart.Lines.Select(l => l.Line.Sku.Value));
        Assert.False(terminal.Engine.Register.Cart.CanUndo);
    }

    [Fact]
    public async Task A_parked_sale_comes_back_whole()
    {
        await using var terminal = await ShopAsync();
        terminal.Engine.Register.Add("BREAD");
        var order = terminal.Engine.Register.Cart.Order;
        terminal.Engine.Register.Park("lady in red");
        terminal.Sell("COFFEE");

        var parked = Assert.Single(terminal.Engine.Register.Parked);
        terminal.Engine.Register.Recall(parked.Order);

        Assert.Equal(order, terminal.Engine.Register.Cart.Order);
        Assert.Equal("lady in red", parked.Label);
        Assert.Empty(terminal.Engine.Register.Parked);
        Assert.Equal("S1T1-1-000002", terminal.PayInCash().ReceiptNumber.Value);
    }

    [Fact]
    public async Task A_voided_sale_leaves_a_fact_and_no_receipt_number_is_used_up()
    {
        await using var terminal = await ShopAsync();
        terminal.Engine.Register.Add("BREAD");

        terminal.Engine.Register.Void();

        Assert.True(terminal.Engine.Register.Cart.IsEmpty);
        Assert.Equal(1, terminal.Engine.Sync.Pending.Facts);
        Assert.Equal("S1T1-1-000001", terminal.Sell("COFFEE").ReceiptNumber.Value);
    }

    [Fact]
    public async Task A_sale_with_a_card_payment_cannot_be_voided()
    {
        await using var terminal = await ShopAsync();
        terminal.Engine.Register.Add("BREAD");
        terminal.Engine.Register.AddTender(Tender.Card, Eur(4.20m));

        Assert.Equal(new CartOutcome.Refused(CartRefusal.CardTaken), terminal.Engine.Register.Void());
    }

    [Fact]
    public async Task A_parked_sale_does_not_take_the_place_of_payments_whose_lines_were_taken_away()
    {
        await using var terminal = await ShopAsync();
        terminal.Engine.Register.Add("BREAD");
        var parked = terminal.Engine.Register.Cart.Order;
        terminal.Engine.Register.Park();
        terminal.Engine.Register.Add("COFFEE");
        terminal.Engine.Register.AddTender(Tender.Card, Eur(2.60m), "slip 7");
        terminal.Engine.Register.Remove(terminal.Engine.Register.Cart.Lines[0].Key);

        var outcome = terminal.Engine.Register.Recall(parked);

        Assert.Equal(new CartOutcome.Refused(CartRefusal.SaleOpen), outcome);
        Assert.Equal("slip 7", Assert.Single(terminal.Engine.Register.Cart.Tenders).Reference);
        Assert.Single(terminal.Engine.Register.Parked);
    }

    [Fact]
    public async Task Goods_without_a_price_ask_for_one_and_sell_at_it()
    {
        await using var terminal = await ShopAsync();
        terminal.Hub.Delete(SyncedTables.Price, "BREAD", 0L);
        await terminal.SyncAsync();

        var asked = Assert.IsType<CartOutcome.NeedsPrice>(terminal.Engine.Register.Add("BREAD"));
        terminal.Engine.Register.AddOpenPrice(asked.Item.Name, Eur(3), asked.Item.TaxRate, sku: asked.Item.Sku);

        Assert.Equal(Eur(3), terminal.PayInCash().Total);
    }

    [Fact]
    public async Task A_text_that_no_database_holds_is_refused_before_money_is_taken_for_it()
    {
        await using var terminal = await ShopAsync();
        var register = terminal.Engine.Register;

        Assert.Equal(new CartOutcome.Refused(CartRefusal.Text), register.AddOpenPrice("Umb\0rella", Eur(12.50m), new TaxRate(250_000)));
        register.Add("COFFEE");
        Assert.Equal(new CartOutcome.Refused(CartRefusal.Discount), register.SetOrderDiscount(Discount.Percent(100_000, "regu\0lar")));
        Assert.Equal(new CartOutcome.Refused(CartRefusal.Discount), register.SetDiscount(register.Cart.Lines[0].Key, Discount.Percent(100_000, "regu\0lar")));
        register.Cashier = "An\0a";

        Assert.Equal("Ana", terminal.PayInCash().Body.Cashier);
    }

    [Fact]
    public async Task A_discount_beyond_what_an_order_can_hold_is_refused_before_money_is_taken()
    {
        await using var terminal = await ShopAsync();
        var register = terminal.Engine.Register;
        register.AddOpenPrice("Ship", Eur(1_000_000_000), new TaxRate(0), Quantity.Pieces(10_000));
        register.SetDiscount(1, Discount.Percent(1_000_000));
        register.AddOpenPrice("Ship", Eur(1_000_000_000), new TaxRate(0), Quantity.Pieces(10_000));

        Assert.Equal(new CartOutcome.Refused(CartRefusal.Amount), register.SetDiscount(2, Discount.Percent(1_000_000)));
    }

    [Fact]
    public async Task A_disk_that_becomes_full_while_a_sale_changes_is_an_answer()
    {
        await using var terminal = await TerminalShop.OpenAsync(configure: options => options.Journal.MaxPages = 120);
        var register = terminal.Engine.Register;
        var outcomes = new HashSet<CartOutcome>();

        for (var i = 0; i < 2_000 && !terminal.Engine.IsDiskFull; i++)
        {
            outcomes.Add(register.AddOpenPrice($"Umbrella {new string('x', 300)}", Eur(12.50m), new TaxRate(250_000)));
            if (i % 40 == 39) outcomes.Add(register.Park());
        }

        Assert.Contains(new CartOutcome.Refused(CartRefusal.DiskFull), outcomes);
        Assert.True(terminal.Engine.IsDiskFull);
    }

    [Fact]
    public async Task An_open_price_sale_works_before_anything_was_downloaded()
    {
        await using var terminal = await EnrolledAsync(synced: false);

        terminal.Engine.Register.AddOpenPrice("Umbrella", Eur(12.50m), new TaxRate(250_000));
        var order = terminal.PayInCash();

        Assert.Equal(Eur(12.50m), order.Total);
        Assert.Equal("OPEN", order.Body.Lines[0].Sku.Value);
    }

    [Fact]
    [Trait("guarantee", "G28")]
    public async Task A_reprint_says_copy()
    {
        await using var terminal = await ShopAsync();
        var order = terminal.Sell("COFFEE");

        var original = terminal.Engine.Receipts.Print(order.ReceiptNumber)!;
        await terminal.RestartAsync();
        var copy = terminal.Engine.Receipts.Print(order.ReceiptNumber)!;

        Assert.False(original.IsCopy);
        Assert.True(copy.IsCopy);
    }

    private static Task<TerminalFixture> ShopAsync(Action<MemoryHub>? shop = null) => TerminalShop.OpenAsync(shop);
}
