using System.Text.Json.Nodes;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Terminal.Commands;
using PosCloud.UnitTests.Engine;
using Xunit;

namespace PosCloud.UnitTests.Terminal;

public sealed class VerbsTests
{
    [Fact]
    public async Task Sell_answers_with_the_fields_of_the_contract()
    {
        await using var shop = await TerminalShop.OpenAsync();

        var result = await RunAsync(shop, new VerbCall.Sell(["COFFEE:2", "GOUDA:0.486"], ["cash:20"]));

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.Equal("S1T1-1-000001", (string?)result.Json!["receiptNumber"]);
        Assert.Equal("""{"amount":1341,"currency":"EUR"}""", result.Json["total"]!.ToJsonString());
        Assert.Equal(659, (long?)result.Json["change"]!["amount"]);
        Assert.Equal(2, (int?)result.Json["lines"]);
        Assert.Equal(64, ((string?)result.Json["hash"])?.Length);
    }

    [Fact]
    public async Task Sell_leaves_payments_alone_whose_lines_were_taken_away_on_the_screen()
    {
        await using var shop = await TerminalShop.OpenAsync();
        shop.Engine.Register.Add("BREAD");
        shop.Engine.Register.AddTender(Tender.Card, shop.Engine.Register.Cart.Total, "slip 7");
        shop.Engine.Register.Remove(shop.Engine.Register.Cart.Lines[0].Key);

        var result = await RunAsync(shop, new VerbCall.Sell(["COFFEE"], []));

        Assert.Equal((ExitCodes.CheckFailed, 0), (result.ExitCode, shop.Engine.Receipts.Recent().Count));
        Assert.Equal("slip 7", Assert.Single(shop.Engine.Register.Cart.Tenders).Reference);
    }

    [Fact]
    public async Task A_voucher_is_sold_and_pays_and_its_receipt_shows_four_characters_of_it_and_the_points()
    {
        await using var shop = await TerminalShop.OpenAsync();
        var customer = "0199c5a0-0000-7000-8000-000000000009";

        var sold = await RunAsync(shop, new VerbCall.Sell([], [], ["GIFT-2026:10"]));
        var paid = await RunAsync(shop, new VerbCall.Sell(["COFFEE"], ["voucher:gift2026:1.50", "cash:5"], null, customer, 2, 7));

        Assert.Equal((ExitCodes.Done, ExitCodes.Done), (sold.ExitCode, paid.ExitCode));
        var (issue, use) = (Body(shop, sold), Body(shop, paid));
        Assert.Equal((1_000, "GIFT2026"), (issue.Lines[0].Voucher!.AmountMinorUnits, issue.Lines[0].Voucher!.Code.Value));
        Assert.Equal((Tender.Voucher, 150L, "GIFT2026"), (use.Payments[0].Tender, use.Payments[0].AmountMinorUnits, use.Payments[0].Voucher!.Value.Value));
        Assert.Equal((customer, new OrderPoints(2, 7)), (use.Customer.ToString(), use.Points));
        var receipt = shop.Engine.Receipts.Show(use.ReceiptNumber)!;
        Assert.Equal(("…2026", 7), (receipt.Payments[0].Reference, receipt.Points!.Spent));
        Assert.Equal("Voucher …2026", shop.Engine.Receipts.Show(issue.ReceiptNumber)!.Lines[0].Name);
        Assert.Empty(shop.Engine.Register.FindRefundable(issue.ReceiptNumber.Value)!.Lines);
        Assert.Contains(shop.Engine.Shifts.Current!.Tenders, t => t is { Tender: Tender.Voucher, AmountMinorUnits: 150 });
        Assert.True(shop.Engine.Verify().Ok);
    }

    [Theory]
    [InlineData("voucher:GIFT2026:99", ExitCodes.CheckFailed)]
    [InlineData("voucher:GIFT:1", ExitCodes.BadUsage)]
    public async Task A_voucher_gives_no_change_and_needs_a_code(string tender, int exitCode)
    {
        await using var shop = await TerminalShop.OpenAsync();

        var result = await RunAsync(shop, new VerbCall.Sell(["COFFEE"], [tender]));

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Empty(shop.Engine.Receipts.Recent());
    }

    [Theory]
    [InlineData("NOTHING", ExitCodes.CheckFailed)]
    [InlineData("COFFEE:0", ExitCodes.BadUsage)]
    [InlineData("COFFEE:0.5", ExitCodes.CheckFailed)]
    [InlineData("GOUDA", ExitCodes.CheckFailed)]
    public async Task A_line_that_cannot_be_sold_sells_nothing(string line, int exitCode)
    {
        await using var shop = await TerminalShop.OpenAsync();

        var result = await RunAsync(shop, new VerbCall.Sell(["BREAD", line], []));

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Empty(shop.Engine.Receipts.Recent());
        Assert.True(shop.Engine.Register.Cart.IsEmpty);
    }

    [Fact]
    public async Task A_sale_by_command_leaves_the_open_sale_of_the_screen_alone()
    {
        await using var shop = await TerminalShop.OpenAsync();
        shop.Engine.Register.Add("BREAD");
        var open = shop.Engine.Register.Cart.Order;

        await RunAsync(shop, new VerbCall.Sell(["COFFEE"], []));

        Assert.Equal(open, shop.Engine.Register.Cart.Order);
        Assert.Equal("Sourdough loaf", Assert.Single(shop.Engine.Register.Cart.Lines).Line.Name);
    }

    [Fact]
    public async Task Too_little_money_sells_nothing()
    {
        await using var shop = await TerminalShop.OpenAsync();

        var result = await RunAsync(shop, new VerbCall.Sell(["COFFEE"], ["cash:1"]));

        Assert.Equal(ExitCodes.CheckFailed, result.ExitCode);
        Assert.Empty(shop.Engine.Receipts.Recent());
        Assert.True(shop.Engine.Register.Cart.IsEmpty);
    }

    [Fact]
    public async Task A_refund_takes_back_what_is_left_and_then_nothing()
    {
        await using var shop = await TerminalShop.OpenAsync();
        var sold = shop.Sell("COFFEE", 3);

        var part = await RunAsync(shop, new VerbCall.Refund(sold.ReceiptNumber.Value, ["COFFEE:1"]));
        var rest = await RunAsync(shop, new VerbCall.Refund(sold.ReceiptNumber.Value, []));
        var again = await RunAsync(shop, new VerbCall.Refund(sold.ReceiptNumber.Value, []));

        Assert.Equal((-260, -520), ((long?)part.Json!["total"]!["amount"], (long?)rest.Json!["total"]!["amount"]));
        Assert.Equal(ExitCodes.CheckFailed, again.ExitCode);
    }

    [Fact]
    public async Task A_sync_without_a_network_keeps_and_says_so()
    {
        await using var shop = await TerminalShop.OpenAsync();
        shop.Sell("COFFEE");
        shop.Instead = (_, _) => throw new HttpRequestException("no route");

        var result = await RunAsync(shop, new VerbCall.Sync(0));

        Assert.Equal(ExitCodes.Offline, result.ExitCode);
        Assert.Equal("offline", (string?)result.Json!["connectivity"]);
        Assert.True((int?)result.Json["pending"] > 0);
    }

    [Fact]
    public async Task Status_tells_the_journal_and_the_replica()
    {
        await using var shop = await TerminalShop.OpenAsync();
        shop.Sell("COFFEE");

        var json = (await RunAsync(shop, new VerbCall.Status())).Json!;

        foreach (var field in (string[])["terminal", "store", "connectivity", "since", "epoch", "sequence", "acknowledged", "applied", "pending", "pendingAmount", "replica", "quarantined"])
        {
            Assert.True(json.ContainsKey(field), field);
        }

        Assert.Equal(3, (long?)json["replica"]!["products"]);
        Assert.Equal(260, (long?)json["pendingAmount"]!["amount"]);
    }

    [Fact]
    public async Task Shift_figures_are_the_same_open_and_closed()
    {
        await using var shop = await TerminalShop.OpenAsync();
        await RunAsync(shop, new VerbCall.OpenShift(100, "Ana M."));
        shop.Sell("COFFEE");

        var open = (await RunAsync(shop, new VerbCall.ShiftReport())).Json!;
        var closed = (await RunAsync(shop, new VerbCall.CloseShift(102.60m))).Json!;

        Assert.Equal(10_260, (long?)open["expectedCash"]!["amount"]);
        Assert.Equal(10_260, (long?)closed["countedCash"]!["amount"]);
        Assert.Equal(1, (int?)closed["orders"]);
    }

    [Fact]
    public async Task An_unknown_table_is_bad_usage()
    {
        await using var shop = await TerminalShop.OpenAsync();

        Assert.Equal(ExitCodes.BadUsage, (await RunAsync(shop, new VerbCall.Table("nothing"))).ExitCode);
        Assert.Equal(3, (await RunAsync(shop, new VerbCall.Table("variant"))).Text.Split('\n').Select(line => JsonNode.Parse(line)).Count());
    }

    [Fact]
    public async Task A_healthy_terminal_has_no_findings()
    {
        await using var shop = await TerminalShop.OpenAsync();

        var result = await RunAsync(shop, new VerbCall.Doctor());

        Assert.Equal((ExitCodes.Done, "Nothing to report."), (result.ExitCode, result.Text));
    }

    private static Task<CommandResult> RunAsync(TerminalFixture shop, VerbCall call) =>
        new Verbs(shop.Engine, shop.Clock).RunAsync(call, CancellationToken.None);

    private static OrderCompleted Body(TerminalFixture shop, CommandResult result) =>
        shop.Engine.Receipts.Find(ReceiptNumber.Parse((string)result.Json!["receiptNumber"]!))!.Body;
}
