using System.Globalization;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Intake;
using PosCloud.HubStorage.Ledger;
using PosCloud.HubStorage.Publishing;
using PosCloud.HubStorage.Writing;
using PosCloud.Protocol;
using PosCloud.TestKit;

namespace PosCloud.SystemTests.Contracts.HubStorage;

/// <summary>What holds when several transactions write at the same time, of one node or of several: for database servers.</summary>
public abstract class SeveralWritersContract(HubFixture fixture)
{
    private static readonly StoreId S1 = StoreId.Parse("S1");
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Counts sessions of this database that wait for a lock.</summary>
    protected abstract string CountWaiting { get; }

    /// <summary>Makes <c>bare (n, word)</c>, whose numbers come from a sequence.</summary>
    protected abstract IReadOnlyList<string> CreateBareTable { get; }

    /// <summary>Inserts a row with the sequence's next number and the word <c>@p0</c>.</summary>
    protected abstract string InsertBare { get; }

    /// <summary>Why the server lets a transaction hang; null where it ends one after a while.</summary>
    protected virtual string? WhyHangingStays => null;

    [Fact]
    public async Task A_late_commit_is_never_skipped_where_a_bare_sequence_would_skip_it()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        await hub.ExecuteAsync(CreateBareTable);
        var replica = new ReplicaReader(hub, S1);
        var (lastBare, bare) = (0L, new List<string>());

        await CommitLateAsync(
            hub, (transaction, word) => StreamPublisher.PublishAsync(transaction, [StateChange.Put(SyncedTables.TaxRate, word, word, 1L)]), () => replica.PullAsync());
        await CommitLateAsync(hub, (transaction, word) => transaction.ExecuteAsync(InsertBare, word), async () =>
        {
            await using var snapshot = await hub.Database.OpenSnapshotAsync(TestHub.Cancellation);
            var rows = await snapshot.QueryAsync(
                "SELECT n, word FROM bare WHERE n > @p0 ORDER BY n", row => (N: row.GetInt64(0), Word: row.GetString(1)), TestHub.Cancellation, lastBare);
            bare.AddRange(rows.Select(r => r.Word));
            lastBare = Math.Max(lastBare, rows.Select(r => r.N).DefaultIfEmpty(0).Max());
        });

        Assert.NotNull(replica.Row(SyncedTables.TaxRate, "late"));
        Assert.NotNull(replica.Row(SyncedTables.TaxRate, "early"));
        // The same writers and the same reader with a sequence: what was numbered first and committed last is lost for ever.
        Assert.Equal(["early"], bare);
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task Writers_of_different_stores_do_not_wait_for_each_other()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        await hub.AddStoreAsync("S2");
        await using var held = await HeldWork.BeginAsync(
            hub, transaction => StreamPublisher.PublishAsync(transaction, [StateChange.Put(SyncedTables.Staff, "S1", "1", "Ana", "cashier", 1L)]));

        await hub.Writer.RunAsync(
            transaction => StreamPublisher.PublishAsync(transaction, [StateChange.Put(SyncedTables.Staff, "S2", "2", "Zoë", "lead", 1L)]), TestHub.Cancellation);

        await held.CommitAsync();
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task Two_that_wait_for_each_other_both_end_well()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10), ("B", 10));
        await using var other = new TestHub(hub.Database, hub.Clock, hub.Options);
        var (one, two) = (new TaskCompletionSource(), new TaskCompletionSource());

        Task CrossAsync(TestHub node, string first, string second, TaskCompletionSource here, TaskCompletionSource there) => node.Writer.RunAsync(
            async transaction =>
            {
                await transaction.LockAsync("stock", "sku", "store = 'S1' AND sku = @p0", first);
                here.TrySetResult();
                await there.Task;
                await transaction.LockAsync("stock", "sku", "store = 'S1' AND sku = @p0", second);
                await transaction.ExecuteAsync("UPDATE stock SET count_happened_at = COALESCE(count_happened_at, 0) + 1 WHERE store = 'S1'");
            },
            TestHub.Cancellation);

        await Task.WhenAll(CrossAsync(hub, "A", "B", one, two), CrossAsync(other, "B", "A", two, one));

        Assert.True(hub.Writer.Repeats + other.Writer.Repeats >= 1);
        await using var snapshot = await hub.Database.OpenSnapshotAsync(TestHub.Cancellation);
        var counted = await snapshot.QueryAsync("SELECT count_happened_at FROM stock WHERE store = 'S1'", row => row.GetInt64(0), TestHub.Cancellation);
        Assert.Equal([2, 2], counted);
    }

    [Fact]
    public async Task Whoever_waits_too_long_for_a_lock_tries_again_and_nothing_goes_to_quarantine()
    {
        await using var hub = await TestHub.StartAsync(fixture, new HubStorageOptions { LockTimeoutSeconds = 1 }, ("A", 10));
        var terminal = await hub.EnrolAsync();
        terminal.Sell(("A", 1));
        await hub.UploadAsync(terminal);
        terminal.Sell(("A", 2));
        await using var held = await HeldWork.BeginAsync(hub, transaction => transaction.LockAsync("terminal_head", "branch", "terminal = @p0", terminal.Terminal.Value));

        var upload = hub.UploadAsync(terminal);
        await Waiting.UntilAsync("the upload gave up once", () => Task.FromResult(hub.Writer.Repeats > 0), Limit, TestHub.Cancellation);
        await held.CommitAsync();

        Assert.Equal(UploadOutcomeOf(await upload), (new JournalSequence(2), 0));
        await hub.ReconcileAsync(terminal);
        Assert.Equal(7, await hub.OnHandAsync("A"));
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task A_transaction_that_hangs_is_ended_and_holds_up_nobody()
    {
        Assert.SkipWhen(WhyHangingStays is not null, WhyHangingStays ?? "");
        await using var hub = await TestHub.StartAsync(fixture, new HubStorageOptions { IdleTransactionSeconds = 1 }, ("A", 10));
        var terminal = await hub.EnrolAsync();
        terminal.Sell(("A", 1));
        await hub.UploadAsync(terminal);
        await using var hanging = await HeldWork.BeginAsync(
            hub, transaction => transaction.ExecuteAsync("UPDATE terminal_applied SET through = 99 WHERE terminal = @p0", terminal.Terminal.Value));

        await hub.ReconcileAsync(terminal);

        Assert.Equal(9, await hub.OnHandAsync("A"));
        await Assert.ThrowsAnyAsync<Exception>(hanging.CommitAsync);
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task A_return_and_its_sale_that_arrive_at_once_still_see_each_other()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var (seller, first, second) = (await hub.EnrolAsync(), await hub.EnrolAsync(), await hub.EnrolAsync());
        var sale = seller.Sell(("A", 2));
        first.Return(sale, 1, 1);
        second.Return(sale, 1, 2);
        await hub.UploadAsync(first);

        // Each alone is within what was sold, or doesn't know the sale: only together they are too much.
        await using var held = await HeldWork.BeginAsync(hub, transaction => TakeAsync(transaction, second));
        var upload = hub.UploadAsync(seller);
        await UntilWaitingAsync(hub, upload);
        await held.CommitAsync();
        await upload;

        var exception = Assert.Single(await hub.ExceptionsAsync("over-refund"));
        Assert.Equal((2_000, 3_000), (exception.QuantityBefore, exception.QuantityAfter));
        await hub.ReconcileAsync(seller, first, second);
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task A_voucher_that_two_writers_take_at_once_is_judged_from_the_row_that_the_first_left()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 20));
        var (first, second) = (await hub.EnrolAsync(), await hub.EnrolAsync());
        first.SellVoucher("GIFT01", 500);
        await hub.UploadAsync(first);
        first.PayByVoucher("GIFT01", "A", 5);
        second.PayByVoucher("GIFT01", "A", 5);

        await using var held = await HeldWork.BeginAsync(hub, transaction => TakeAsync(transaction, second));
        var upload = hub.UploadAsync(first);
        await UntilWaitingAsync(hub, upload);
        await held.CommitAsync();
        await upload;

        var told = Assert.Single(await hub.ExceptionsAsync("voucher-overdrawn"));
        Assert.Equal(("S1T1-1-000002", "S1T2-1-000001"), (told.ReceiptNumber, told.OtherReceiptNumber));
        await hub.ReconcileAsync(first, second);
        Assert.Equal(10, await hub.OnHandAsync("A"));
        await hub.VerifyAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_count_and_a_sale_that_are_applied_at_once_both_count(bool countFirst)
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var (counter, seller) = (await hub.EnrolAsync(), await hub.EnrolAsync());
        counter.Count("A", 7);
        hub.Clock.Advance(TimeSpan.FromMinutes(10));
        seller.Sell(("A", 2));
        await hub.UploadAsync(counter);
        await hub.UploadAsync(seller);
        var (early, late) = countFirst ? (counter, seller) : (seller, counter);
        var batches = await hub.Pending.ReadAsync(early.Terminal, TestHub.Cancellation);

        await using var held = await HeldWork.BeginAsync(hub, transaction => LedgerCommit.CommitAsync(transaction, batches));
        var reconciling = hub.ReconcileAsync(late);
        await UntilWaitingAsync(hub, reconciling);
        await held.CommitAsync();
        await reconciling;

        Assert.Equal(5, await hub.OnHandAsync("A"));
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task Opening_stock_that_is_imported_while_the_store_sells_loses_no_sale()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 0), ("B", 5));
        var seller = await hub.EnrolAsync();
        seller.Sell(("A", 3), ("C", 1));
        await hub.UploadAsync(seller);
        var batches = await hub.Pending.ReadAsync(seller.Terminal, TestHub.Cancellation);

        await using var held = await HeldWork.BeginAsync(hub, transaction => LedgerCommit.CommitAsync(transaction, batches));
        var importing = hub.ImportAsync("S1", """
            sku,barcode,name,category,unit_price,tax_rate,unit,opening_stock
            A,,Goods A,Food,1.00,25,piece,20
            C,,Goods C,Food,1.00,25,piece,8
            """);
        await UntilWaitingAsync(hub, importing);
        await held.CommitAsync();
        Assert.Empty((await importing).Errors);

        Assert.Equal((17, 7), (await hub.OnHandAsync("A"), await hub.OnHandAsync("C")));
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task Two_devices_that_enrol_at_once_get_different_codes()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));

        var scribes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => hub.EnrolAsync()));

        Assert.Equal(8, scribes.Select(s => s.Terminal).Distinct().Count());
    }

    [Fact]
    public async Task Several_who_notice_that_the_hub_was_set_back_begin_one_new_history()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var scribes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => hub.EnrolAsync()));
        foreach (var scribe in scribes) scribe.Sell(("A", 1));
        string before;
        await using (var snapshot = await hub.Database.OpenSnapshotAsync(TestHub.Cancellation)) before = (await HubEpoch.CurrentAsync(snapshot, TestHub.Cancellation))!;

        // Their facts were never uploaded here, and they say that this hub has acknowledged them.
        var answers = await Task.WhenAll(scribes.Select(scribe => hub.HelloAsync(scribe, before)));

        var after = Assert.Single(answers.Select(a => a.HubEpoch).Distinct());
        Assert.NotEqual(before, after);
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task A_busy_hour_on_two_nodes_adds_up()
    {
        const int Rounds = 6;
        await using var hub = await TestHub.StartAsync(fixture, null, [.. Enumerable.Range(0, 8).Select(i => ($"SKU{i}", 1_000))]);
        await using var other = new TestHub(hub.Database, hub.Clock, hub.Options);
        var terminals = new List<(TestHub Node, JournalScribe Scribe, Random Random)>();
        for (var i = 0; i < 6; i++) terminals.Add((i % 2 == 0 ? hub : other, await hub.EnrolAsync(), new Random(i)));
        var sales = terminals.Select(t => t.Scribe.Sell([.. Enumerable.Range(0, 8).OrderBy(_ => t.Random.Next()).Select(i => ($"SKU{i}", 2L))])).ToList();
        // Everybody returns everybody's goods, each in an order of its own, so that counters are wanted crosswise.
        foreach (var (_, scribe, random) in terminals)
        {
            foreach (var sale in sales.OrderBy(_ => random.Next())) scribe.Return(sale, 1 + random.Next(8), 1);
        }

        // Written beforehand: a scribe's clock is everybody's.
        foreach (var (_, scribe, random) in terminals)
        {
            for (var i = 0; i < 5 * Rounds; i++) scribe.Sell(($"SKU{random.Next(8)}", 1), ($"SKU{random.Next(8)}", 1), ($"SKU{random.Next(8)}", 1));
        }

        async Task TradeAsync(TestHub node, JournalScribe scribe)
        {
            for (var sent = 0; sent < scribe.Entries.Count; sent += 6)
            {
                await node.UploadAsync(scribe, sent + 1, Math.Min(sent + 6, scribe.Entries.Count));
                await node.ReconcileAsync(scribe);
            }
        }

        async Task EditAsync(TestHub node, int seed)
        {
            var random = new Random(seed);
            for (var i = 0; i < 5 * Rounds; i++)
            {
                var price = new Money(random.Next(500), Currency.Parse("EUR"));
                await node.Editor.SetPriceAsync(Sku.Parse($"SKU{random.Next(8)}"), random.Next(2) == 0 ? S1 : null, price, null, "boss", TestHub.Cancellation);
            }
        }

        await Task.WhenAll([.. terminals.Select(t => TradeAsync(t.Node, t.Scribe)), EditAsync(hub, 1), EditAsync(other, 2)]);

        var expected = 8 * 1_000 - terminals.Count * (8 * 2 - 6 + (5 * Rounds * 3));
        var onHand = 0L;
        for (var i = 0; i < 8; i++) onHand += await hub.OnHandAsync($"SKU{i}");
        Assert.Equal(expected, onHand);
        Assert.Empty(await hub.QuarantineAsync());
        var report = await hub.VerifyAsync();
        Assert.Equal(terminals.Sum(t => t.Scribe.Entries.Count), report.Facts);
    }

    /// <summary>One writer takes its number first and commits last; a reader comes in between.</summary>
    private async Task CommitLateAsync(TestHub hub, Func<HubTransaction, string, Task> write, Func<Task> read)
    {
        await using var late = await HeldWork.BeginAsync(hub, transaction => write(transaction, "late"));
        var early = hub.Writer.RunAsync(transaction => write(transaction, "early"), TestHub.Cancellation);
        await UntilWaitingAsync(hub, early);
        await read();
        await late.CommitAsync();
        await early;
        await read();
    }

    /// <summary>Until the other one is done, or waits for a lock that the held one has.</summary>
    private Task UntilWaitingAsync(TestHub hub, Task other) => Waiting.UntilAsync(
        "the second writer waits or is done",
        async () =>
        {
            if (other.IsCompleted) return true;
            await using var snapshot = await hub.Database.OpenSnapshotAsync(TestHub.Cancellation);
            var waiting = await snapshot.QueryAsync(CountWaiting, row => Convert.ToInt64(row.GetValue(0), CultureInfo.InvariantCulture), TestHub.Cancellation);
            return waiting[0] > 0;
        },
        Limit,
        TestHub.Cancellation);

    /// <summary>An upload inside a transaction of the test's.</summary>
    private static Task TakeAsync(HubTransaction transaction, JournalScribe scribe)
    {
        var request = new IntakeRequest(
            scribe.Terminal, scribe.Epoch, new JournalSequence(1), Sha256Digest.None, JournalScribe.Frames(scribe.Entries), scribe.Store, scribe.BootId, scribe.Monotonic,
            null, [], "upload");
        return new IntakeTransaction(transaction, request, ReceivedFact.ReadAll(request, FactCodec.Read, out _)!).RunAsync();
    }

    private static (JournalSequence Through, int Quarantined) UploadOutcomeOf(IntakeOutcome.Taken taken) =>
        (taken.Upload!.AcceptedThrough, taken.Upload.Quarantined.Count);
}
