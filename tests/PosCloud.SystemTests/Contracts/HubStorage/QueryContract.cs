using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Queries;

namespace PosCloud.SystemTests.Contracts.HubStorage;

/// <summary>What the dashboard's questions are answered on every hub database.</summary>
public abstract class QueryContract(HubFixture fixture)
{
    [Fact]
    public async Task Orders_are_found_by_text_and_paged_newest_first_without_repeats()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 100), ("B", 100));
        var terminal = await hub.EnrolAsync();
        for (var i = 0; i < 7; i++) terminal.Sell((i == 3 ? "B" : "A", 1));
        await hub.UploadAsync(terminal);
        var orders = new OrderQueries(hub.Database);

        var seen = new List<string>();
        string? after = null;
        do
        {
            var page = await orders.SearchAsync(new OrderFilter("S1", null, null, null, null, after, 3), TestHub.Cancellation);
            seen.AddRange(page.Items.Select(o => o.ReceiptNumber));
            Assert.All(page.Items, o => Assert.Equal("received", o.Status));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(Enumerable.Range(1, 7).Reverse().Select(i => $"S1T1-1-{i:D6}"), seen);
        Assert.Equal("S1T1-1-000004", Assert.Single((await orders.SearchAsync(new OrderFilter(null, null, "b", null, null, null, 10), TestHub.Cancellation)).Items).ReceiptNumber);
        Assert.Equal("S1T1-1-000002", Assert.Single((await orders.SearchAsync(new OrderFilter(null, null, "000002", null, null, null, 10), TestHub.Cancellation)).Items).ReceiptNumber);
    }

    [Fact]
    public async Task An_order_shows_its_lines_payments_movements_and_hashes()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 100));
        var terminal = await hub.EnrolAsync();
        var sale = terminal.Sell(("A", 2));
        var back = terminal.Return(sale, 1, 1);
        await hub.UploadAsync(terminal);
        await hub.ReconcileAsync(terminal);
        var orders = new OrderQueries(hub.Database);
        var entry = (await orders.SearchAsync(new OrderFilter("S1", "S1T1", "000002", null, null, null, 1), TestHub.Cancellation)).Items[0].Entry;

        var order = (await orders.FindAsync(StoreId.Parse("S1"), entry, TestHub.Cancellation))!;

        Assert.Equal(("return", "applied", -100L), (order.Item.Kind, order.Item.Status, order.Item.Total));
        Assert.Equal("S1T1-1-000001", order.ReturnedReceipts[order.Lines[0].ReturnsOrder!]);
        Assert.Equal(1_000, Assert.Single(order.Movements).Quantity);
        Assert.Equal(back.ContentHash.ToString(), order.ContentHash);
        Assert.Equal(-100, Assert.Single(order.Payments).Amount);
    }

    [Fact]
    public async Task Exceptions_are_listed_with_remedy_and_closed_with_a_decision()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 0));
        var terminal = await hub.EnrolAsync();
        terminal.Sell(("A", 1));
        terminal.AppendUnknown();
        await hub.UploadAsync(terminal);
        await hub.ReconcileAsync(terminal);
        var exceptions = new ExceptionQueries(hub.Database, hub.Writer);

        var open = await exceptions.ListAsync(false, null, null, 10, TestHub.Cancellation);
        var oversell = open.Items.Single(e => e.Row.Kind == "oversell");
        Assert.True(await exceptions.ResolveAsync(oversell.Row.Id, "counted the shelf", "boss", TestHub.Cancellation));
        Assert.False(await exceptions.ResolveAsync(oversell.Row.Id, "again", "boss", TestHub.Cancellation));

        Assert.Equal(("Goods A", -1_000L), (oversell.Name, oversell.OnHandNow));
        Assert.Equal("S1T1-1-2", open.Items.Single(e => e.Row.Kind == "quarantine").QuarantineId);
        Assert.Single((await exceptions.ListAsync(false, null, null, 10, TestHub.Cancellation)).Items);
        Assert.Equal(2, (await exceptions.ListAsync(true, "S1", null, 10, TestHub.Cancellation)).Items.Count);
    }

    [Fact]
    public async Task Stock_is_searched_by_name_sku_and_barcode_and_paged_by_sku()
    {
        await using var hub = await TestHub.StartAsync(fixture);
        await hub.ImportAsync("S1", "sku,barcode,name,category,unit_price,tax_rate,unit,opening_stock\nA1,4006381333931,Red pen,Office,1,25,piece,5\nA2,,Blue pen,Office,1,25,piece,5\nB1,,100% wool,Clothes,1,25,piece,5\n");
        var stock = new StockQueries(hub.Database);
        var s1 = StoreId.Parse("S1");

        var first = await stock.ListAsync(s1, null, null, 2, TestHub.Cancellation);
        var second = await stock.ListAsync(s1, null, first.Next, 2, TestHub.Cancellation);

        Assert.Equal(["A1", "A2", "B1"], first.Items.Concat(second.Items).Select(s => s.Sku));
        Assert.Null(second.Next);
        Assert.Equal(["A1", "A2"], (await stock.ListAsync(s1, "pen", null, 10, TestHub.Cancellation)).Items.Select(s => s.Sku));
        Assert.Equal(["A1"], (await stock.ListAsync(s1, "4006381333931", null, 10, TestHub.Cancellation)).Items.Select(s => s.Sku));
        Assert.Equal(["B1"], (await stock.ListAsync(s1, "0%", null, 10, TestHub.Cancellation)).Items.Select(s => s.Sku));
        Assert.Equal(["A2"], (await stock.ListAsync(s1, "BLUE P", null, 10, TestHub.Cancellation)).Items.Select(s => s.Sku));
        Assert.Equal((5_000L, 0L), await stock.CommittedAsync(s1, Sku.Parse("A1"), TestHub.Cancellation));
    }

    [Fact]
    public async Task A_terminals_completeness_counts_what_the_hub_holds_of_each_line()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 100));
        var terminal = await hub.EnrolAsync();
        terminal.Sell(("A", 1));
        terminal.AppendMalformed();
        await hub.UploadAsync(terminal);
        await hub.ReconcileAsync(terminal);
        terminal.Sell(("A", 2));
        await hub.UploadAsync(terminal);
        var queries = new TerminalQueries(hub.Database);

        var line = Assert.Single(await queries.CompletenessAsync(terminal.Terminal, TestHub.Cancellation));
        var quarantined = Assert.Single(await queries.QuarantineAsync(terminal.Terminal, 10, TestHub.Cancellation));
        var overview = Assert.Single(await queries.ListAsync(TestHub.Cancellation));

        Assert.Equal((3L, 2L, 2, 300L, 1, 1), (line.AcceptedThrough, line.AppliedThrough, line.Orders, line.OrderAmount, line.OrdersApplied, line.Quarantined));
        Assert.Equal(("S1T1-1-2", "MALFORMED", "S1T1-1-000002"), (quarantined.Id, quarantined.Code, quarantined.ReceiptNumber));
        Assert.Equal((3L, 2L, 1), (overview.AcceptedThrough, overview.AppliedThrough, overview.Quarantined));
        var up = await queries.RowsUpAsync(terminal.Terminal, TestHub.Cancellation);
        Assert.Equal((2L, 2L, 2L), (up["sales_order"], up["order_line"], up["payment"]));
    }
}
