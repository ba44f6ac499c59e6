using PosCloud.Domain.Identity;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Ledger;
using PosCloud.HubStorage.Queries;
using PosCloud.Protocol;

namespace PosCloud.SystemTests.Contracts.HubStorage;

/// <summary>What the group commit promises on every hub database.</summary>
public abstract class LedgerContract(HubFixture fixture)
{
    [Fact]
    public async Task Two_terminals_sell_the_last_piece_and_one_exception_names_both_receipts()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 1));
        var (one, two) = (await hub.EnrolAsync(), await hub.EnrolAsync());
        one.Sell(("A", 1));
        two.Sell(("A", 1));
        await hub.UploadAsync(one);
        await hub.UploadAsync(two);

        await hub.ReconcileAsync(one, two);

        Assert.Equal(-1, await hub.OnHandAsync("A"));
        var oversell = Assert.Single(await hub.ExceptionsAsync("oversell"));
        Assert.Equal(("S1T2-1-000001", "S1T1-1-000001"), (oversell.ReceiptNumber, oversell.OtherReceiptNumber));
        Assert.Equal((0, -1_000), (oversell.QuantityBefore, oversell.QuantityAfter));
        Assert.Contains("S1T1-1-000001", oversell.Detail, StringComparison.Ordinal);
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task Further_sales_below_zero_join_the_episode_and_a_new_crossing_is_a_new_one()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 1));
        var terminal = await hub.EnrolAsync();
        terminal.Sell(("A", 2));
        terminal.Sell(("A", 1));
        terminal.Receive("A", 5);
        terminal.Sell(("A", 4));
        await hub.UploadAsync(terminal);

        await hub.ReconcileAsync(terminal);

        Assert.Equal(2, (await hub.ExceptionsAsync("oversell")).Count);
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task Movements_that_the_ledger_has_are_skipped_even_if_the_progress_was_set_back()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var terminal = await hub.EnrolAsync();
        terminal.Sell(("A", 1));
        terminal.Sell(("A", 2));
        await hub.UploadAsync(terminal);
        await hub.ReconcileAsync(terminal);

        await hub.ExecuteAsync("UPDATE terminal_applied SET through = 0");
        await hub.ReconcileAsync(terminal);

        Assert.Equal(7, await hub.OnHandAsync("A"));
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task A_terminal_that_moved_is_applied_in_its_new_store_from_its_first_fact_there()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        await hub.AddStoreAsync("S2");
        var terminal = await hub.EnrolAsync();
        terminal.Sell(("A", 1));
        await hub.UploadAsync(terminal);
        await hub.Enrolment.MoveAsync(terminal.Terminal, StoreId.Parse("S2"), "boss", TestHub.Cancellation);
        terminal.Store = StoreId.Parse("S2");
        terminal.Sell(("A", 3));

        await hub.UploadAsync(terminal, 2, 2);
        await hub.ReconcileAsync(terminal);

        Assert.Equal((9L, -3L), (await hub.OnHandAsync("A"), await hub.OnHandAsync("A", "S2")));
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task A_sku_that_was_never_stocked_gets_a_row_with_opening_0()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 1));
        var terminal = await hub.EnrolAsync();
        terminal.Sell(("NEW", 2));
        await hub.UploadAsync(terminal);
        await hub.ReconcileAsync(terminal);

        Assert.Equal(-2, await hub.OnHandAsync("NEW"));
        await hub.ImportAsync("S1", "sku,barcode,name,category,unit_price,tax_rate,unit,opening_stock\nnew,,New goods,Food,1.00,25,piece,7");

        Assert.Equal(5, await hub.OnHandAsync("NEW"));
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task A_proposal_that_is_lost_before_its_commit_or_whose_answer_is_lost_is_applied_once()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 100));
        var terminal = await hub.EnrolAsync();
        for (var i = 0; i < 5; i++) terminal.Sell(("A", 1));
        await hub.UploadAsync(terminal);

        // Crash between proposal and commit: the batch is gone. Then crash after the commit: its answer is gone.
        await hub.Pending.ReadAsync(terminal.Terminal, TestHub.Cancellation);
        var batches = await hub.Pending.ReadAsync(terminal.Terminal, TestHub.Cancellation);
        await hub.Commit.CommitAsync(batches, TestHub.Cancellation);
        var again = await hub.Commit.CommitAsync(batches, TestHub.Cancellation);

        Assert.IsType<ApplyResult.Stale>(Assert.Single(again));
        Assert.Empty(await hub.Pending.ReadAsync(terminal.Terminal, TestHub.Cancellation));
        Assert.Equal(95, await hub.OnHandAsync("A"));
        Assert.Equal(5, (await hub.VerifyAsync()).Movements);
    }

    [Fact]
    public async Task Two_nodes_that_reconcile_the_same_terminals_apply_each_fact_once()
    {
        await using var hub = await TestHub.StartAsync(fixture, new HubStorageOptions { MaxFactsPerBatch = 3 }, ("A", 1000), ("B", 1000));
        await using var other = new TestHub(hub.Database, hub.Clock, hub.Options);
        var terminals = new[] { await hub.EnrolAsync(), await hub.EnrolAsync(), await hub.EnrolAsync() };
        foreach (var terminal in terminals)
        {
            for (var i = 0; i < 40; i++) terminal.Sell(("A", 1), ("B", 2));
        }

        await Task.WhenAll(terminals.Select((t, i) => (i % 2 == 0 ? hub : other).UploadAsync(t)));
        await Task.WhenAll(hub.ReconcileAsync(terminals), other.ReconcileAsync([.. terminals.Reverse()]));

        Assert.Equal(1000 - 120, await hub.OnHandAsync("A"));
        Assert.Equal(1000 - 240, await hub.OnHandAsync("B"));
        Assert.Equal(240, (await hub.VerifyAsync()).Movements);
    }

    [Fact]
    public async Task One_bad_member_of_a_group_fails_alone()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var (good, bad, alsoGood) = (await hub.EnrolAsync(), await hub.EnrolAsync(), await hub.EnrolAsync());
        good.Sell(("A", 1));
        bad.Sell(("POISON", 1));
        alsoGood.Sell(("A", 2));
        foreach (var terminal in new[] { good, bad, alsoGood }) await hub.UploadAsync(terminal);
        await hub.ExecuteAsync(fixture.Poison("movement"));
        var batches = new List<ApplyBatch>();
        foreach (var terminal in new[] { good, bad, alsoGood }) batches.AddRange(await hub.Pending.ReadAsync(terminal.Terminal, TestHub.Cancellation));

        var results = await hub.Commit.CommitAsync(batches, TestHub.Cancellation);

        Assert.IsType<ApplyResult.Applied>(results[0]);
        Assert.IsType<ApplyResult.Failed>(results[1]);
        Assert.IsType<ApplyResult.Applied>(results[2]);
        Assert.Equal(7, await hub.OnHandAsync("A"));
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task The_writer_collects_batches_into_groups_and_drains_when_it_stops()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 1000));
        var terminals = new List<JournalScribe>();
        for (var i = 0; i < 8; i++)
        {
            var terminal = await hub.EnrolAsync();
            terminal.Sell(("A", 1));
            await hub.UploadAsync(terminal);
            terminals.Add(terminal);
        }

        var writer = new LedgerWriter(hub.Commit, hub.Options);
        var waiting = new List<Task<ApplyResult>>();
        foreach (var terminal in terminals)
        {
            foreach (var batch in await hub.Pending.ReadAsync(terminal.Terminal, TestHub.Cancellation)) waiting.Add(writer.ApplyAsync(batch, TestHub.Cancellation));
        }

        await writer.DisposeAsync();
        var results = await Task.WhenAll(waiting);

        Assert.All(results, r => Assert.IsType<ApplyResult.Applied>(r));
        var newest = results.Cast<ApplyResult.Applied>().SelectMany(r => r.Stock).MaxBy(s => s.Version);
        Assert.Equal((992_000, 8), (newest.OnHand.Thousandths, newest.Version));
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task A_late_sale_from_before_a_count_is_compensated()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var (offline, counting) = (await hub.EnrolAsync(), await hub.EnrolAsync());
        offline.Sell(("A", 3));
        hub.Clock.Advance(TimeSpan.FromMinutes(5));
        counting.Count("A", 6);
        await hub.UploadAsync(counting);
        await hub.ReconcileAsync(counting);
        hub.Clock.Advance(TimeSpan.FromMinutes(5));
        counting.Sell(("A", 1));
        await hub.UploadAsync(counting);
        await hub.ReconcileAsync(counting);

        await hub.UploadAsync(offline);
        await hub.ReconcileAsync(offline);

        Assert.Equal(5, await hub.OnHandAsync("A"));
        Assert.Empty(await hub.ExceptionsAsync("doubtful-count"));
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task A_count_that_arrives_late_leaves_what_happened_after_it()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var (counting, selling) = (await hub.EnrolAsync(), await hub.EnrolAsync());
        counting.Count("A", 8);
        hub.Clock.Advance(TimeSpan.FromMinutes(5));
        selling.Sell(("A", 1));
        await hub.UploadAsync(selling);
        await hub.ReconcileAsync(selling);

        await hub.UploadAsync(counting);
        await hub.ReconcileAsync(counting);

        Assert.Equal(7, await hub.OnHandAsync("A"));
        await hub.VerifyAsync();
    }

    [Theory]
    [InlineData(240, 20, 7, 0)]
    [InlineData(30, 200, 8, 1)] // the count looks 170 seconds later than the sale
    public async Task A_count_that_was_long_on_its_way_is_in_doubt(int secondsToSale, int secondsOnItsWay, long onHand, int doubts)
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var (counting, selling) = (await hub.EnrolAsync(), await hub.EnrolAsync());
        counting.Count("A", 8);
        hub.Clock.Advance(TimeSpan.FromSeconds(secondsToSale));
        selling.Sell(("A", 1));
        await hub.UploadAsync(selling);
        await hub.ReconcileAsync(selling);

        await hub.UploadSlowlyAsync(counting, TimeSpan.FromSeconds(secondsOnItsWay));
        await hub.ReconcileAsync(counting);

        Assert.Equal(onHand, await hub.OnHandAsync("A"));
        var exceptions = await hub.ExceptionsAsync("doubtful-count");
        Assert.Equal(doubts, exceptions.Count);
        Assert.All(exceptions, exception => Assert.Equal(
            $"The clocks don't say what came before the count at {counting.Terminal} and what after it. All of that was taken as before, so the count stands; "
            + "on hand is wrong by whatever came after. Count again when every terminal has sent its sales.",
            exception.Detail));
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task A_sale_that_may_have_been_before_or_after_a_count_is_taken_as_before_and_raises_one_exception()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var (counting, rebooted) = (await hub.EnrolAsync(), await hub.EnrolAsync());
        rebooted.Sell(("A", 1));
        rebooted.Sell(("A", 1));
        rebooted.BootId = "boot-2";
        hub.Clock.Advance(TimeSpan.FromMinutes(10));
        counting.Count("A", 8);
        await hub.UploadAsync(counting);
        await hub.ReconcileAsync(counting);

        await hub.UploadAsync(rebooted);
        await hub.ReconcileAsync(rebooted);

        Assert.Equal(
            $"The clocks don't say whether {rebooted.Terminal}-1-000001 came before or after the count at {counting.Terminal}. It was taken as before, so the count "
            + "stands; if it came after, on hand is wrong by it. Count again when every terminal has sent its sales.",
            Assert.Single(await hub.ExceptionsAsync("doubtful-count")).Detail);
        // Taken as before the count: what was counted stands until a person decides.
        Assert.Equal(8, await hub.OnHandAsync("A"));
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task Of_two_counts_in_an_order_that_nobody_knows_the_exception_says_which_stands()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var (counting, rebooted) = (await hub.EnrolAsync(), await hub.EnrolAsync());
        rebooted.Count("A", 9);
        rebooted.BootId = "boot-2";
        hub.Clock.Advance(TimeSpan.FromMinutes(10));
        counting.Count("A", 8);
        await hub.UploadAsync(counting);
        await hub.ReconcileAsync(counting);

        await hub.UploadAsync(rebooted);
        await hub.ReconcileAsync(rebooted);

        Assert.Equal(8, await hub.OnHandAsync("A"));
        Assert.Equal(
            $"Two counts, and the clocks don't say which is the newer one. The one at {counting.Terminal} stands, the one at {rebooted.Terminal} changed nothing. "
            + "Count again when every terminal has sent its sales.",
            Assert.Single(await hub.ExceptionsAsync("doubtful-count")).Detail);
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task The_ledger_shows_each_movement_with_the_upload_it_came_from()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var terminal = await hub.EnrolAsync();
        terminal.Sell(("A", 3));
        terminal.Receive("A", 5);
        await hub.UploadAsync(terminal);
        await hub.ReconcileAsync(terminal);

        var ledger = await new StockQueries(hub.Database).LedgerAsync(StoreId.Parse("S1"), Sku.Parse("A"), 50, TestHub.Cancellation);

        Assert.Equal([5_000L, -3_000L], ledger!.Rows.Select(r => r.Quantity));
        Assert.Equal([12_000L, 7_000L], ledger.Rows.Select(r => r.OnHandAfter));
        Assert.Equal(ledger.Item.OnHand, ledger.Item.Opening + ledger.Sum);
        Assert.Equal(("S1T1-1-000001", "upload"), (ledger.Rows[1].ReceiptNumber, ledger.Rows[1].Upload));
    }

    [Fact]
    public async Task Applied_progress_and_stock_arrive_at_a_replica_together()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var terminal = await hub.EnrolAsync();
        var replica = new ReplicaReader(hub, StoreId.Parse("S1"));
        terminal.Sell(("A", 3));
        await hub.UploadAsync(terminal);
        await replica.PullAsync();
        var before = replica.Row(SyncedTables.TerminalApplied, "S1", "S1T1", "1", "")!;

        await hub.ReconcileAsync(terminal);
        await replica.PullAsync();

        Assert.Equal(0L, before[4]);
        var after = replica.Row(SyncedTables.TerminalApplied, "S1", "S1T1", "1", "")!;
        Assert.Equal((1L, terminal.Entries[0].ChainHash.ToString()), ((long)after[4]!, after[5]));
        Assert.Equal(7_000L, replica.Row(SyncedTables.Stock, "S1", "A")![2]);
    }

    [Fact]
    public async Task Facts_left_behind_by_a_crash_are_found_by_the_sweep()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var terminal = await hub.EnrolAsync();
        terminal.Sell(("A", 3));
        await hub.UploadAsync(terminal);
        hub.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal([terminal.Terminal], await hub.Pending.WaitingAsync(hub.Clock.GetUtcNow().AddSeconds(-5), 100, TestHub.Cancellation));
        await hub.ReconcileAsync(terminal);
        Assert.Empty(await hub.Pending.WaitingAsync(hub.Clock.GetUtcNow(), 100, TestHub.Cancellation));
    }
}
