using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Publishing;
using PosCloud.HubStorage.Verification;
using PosCloud.Protocol;
using PosCloud.Protocol.Sync;

namespace PosCloud.SystemTests.Contracts.HubStorage;

/// <summary>What streams and pages promise on every hub database.</summary>
public abstract class PublishingContract(HubFixture fixture)
{
    private static readonly StoreId S1 = StoreId.Parse("S1");

    [Fact]
    public async Task A_replica_read_in_pages_equals_the_hub_though_others_write_between_the_pages()
    {
        await using var hub = await TestHub.StartAsync(
            fixture, new HubStorageOptions { MaxRowsPerPage = 7 }, [.. Enumerable.Range(0, 30).Select(i => ($"SKU{i:D2}", 10))]);
        var terminal = await hub.EnrolAsync();
        var replica = new ReplicaReader(hub, S1);
        var random = new Random(4711);

        await replica.PullAsync(async () =>
        {
            // Rows that the reader has seen move to higher numbers, others disappear.
            await hub.Editor.SetPriceAsync(Sku.Parse($"SKU{random.Next(30):D2}"), null, new Money(random.Next(500), Currency.Parse("EUR")), null, "boss", TestHub.Cancellation);
            if (random.Next(4) == 0) terminal.Sell(($"SKU{random.Next(30):D2}", 1));
            if (random.Next(4) == 0 && terminal.Entries.Count > 0)
            {
                await hub.UploadAsync(terminal);
                await hub.ReconcileAsync(terminal);
            }
        });
        await replica.PullAsync();

        Assert.True(replica.Pages > 10);
        await AssertEqualAsync(hub, replica);
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task Writers_on_two_nodes_give_dense_numbers_and_a_reader_misses_nothing()
    {
        await using var hub = await TestHub.StartAsync(
            fixture, new HubStorageOptions { MaxRowsPerPage = 11 }, [.. Enumerable.Range(0, 20).Select(i => ($"SKU{i:D2}", 10))]);
        await using var other = new TestHub(hub.Database, hub.Clock, hub.Options);
        var replica = new ReplicaReader(hub, S1);

        async Task EditAsync(TestHub node, int seed)
        {
            var random = new Random(seed);
            for (var i = 0; i < 60; i++)
                await node.Editor.SetPriceAsync(Sku.Parse($"SKU{random.Next(20):D2}"), random.Next(2) == 0 ? S1 : null, new Money(random.Next(500), Currency.Parse("EUR")), null, "boss", TestHub.Cancellation);
        }

        var writing = Task.WhenAll(EditAsync(hub, 1), EditAsync(other, 2));
        while (!writing.IsCompleted) await replica.PullAsync();
        await writing;
        await replica.PullAsync();

        await AssertEqualAsync(hub, replica);
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task A_rolled_back_transaction_leaves_no_gap_and_publishes_nothing()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var replica = new ReplicaReader(hub, S1);
        await replica.PullAsync();
        var before = replica.Cursor;

        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Writer.RunAsync(
            async transaction =>
            {
                await StreamPublisher.PublishAsync(transaction, [StateChange.Put(SyncedTables.TaxRate, "13", "13 %", 130_000L)]);
                throw new InvalidOperationException("The node crashes before the commit.");
            },
            TestHub.Cancellation));
        await replica.PullAsync();

        Assert.Equal(before, replica.Cursor);
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task Deleted_products_leave_the_replica()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10), ("B", 10));
        var replica = new ReplicaReader(hub, S1);
        await replica.PullAsync();
        var product = (string)replica.Row(SyncedTables.Variant, "A")![2]!;

        Assert.True((await hub.Editor.RemoveProductAsync(product, "boss", TestHub.Cancellation)).Done);
        await replica.PullAsync();

        Assert.Null(replica.Row(SyncedTables.Variant, "A"));
        Assert.NotNull(replica.Row(SyncedTables.Stock, "S1", "A"));
        await AssertEqualAsync(hub, replica);
        await hub.VerifyAsync();
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("another-epoch;S1;Complete;0;catalogue=1/0;orders:S1=0/0;store:S1=1/0")]
    public async Task A_cursor_that_can_not_be_continued_begins_a_new_replica(string cursor)
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));

        var page = await hub.Reader.ReadPageAsync(S1, new StateRequest(cursor, null), TestHub.Cancellation);

        Assert.True(page.Answer.Restart);
        Assert.NotEmpty(page.Answer.Rows);
    }

    [Fact]
    public async Task A_cursor_ahead_of_the_hub_shows_that_its_database_was_set_back()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var replica = new ReplicaReader(hub, S1);
        await replica.PullAsync();
        var ahead = replica.Cursor!.Replace("catalogue=", "catalogue=9", StringComparison.Ordinal);

        var page = await hub.Reader.ReadPageAsync(S1, new StateRequest(ahead, null), TestHub.Cancellation);
        await hub.Writer.RunAsync(t => HubEpoch.BeginAsync(t, "test"), TestHub.Cancellation);
        await replica.PullAsync();

        Assert.True(page.CursorAhead);
        Assert.Equal(2, replica.Restarts);
        await AssertEqualAsync(hub, replica);
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task A_terminal_of_another_store_gets_none_of_its_rows_even_with_its_cursor()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        await hub.AddStoreAsync("S2");
        var first = new ReplicaReader(hub, S1);
        await first.PullAsync();

        var page = await hub.Reader.ReadPageAsync(StoreId.Parse("S2"), new StateRequest(first.Cursor, null), TestHub.Cancellation);

        Assert.True(page.Answer.Restart);
        Assert.All(page.Answer.Rows, rows => Assert.DoesNotContain(":S1", rows.Stream, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Forgotten_deletions_send_an_old_cursor_back_to_the_start()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10), ("B", 10));
        var replica = new ReplicaReader(hub, S1);
        await replica.PullAsync();
        await hub.Editor.RemoveProductAsync((string)replica.Row(SyncedTables.Variant, "A")![2]!, "boss", TestHub.Cancellation);
        await hub.Writer.RunAsync(
            async t =>
            {
                await t.ExecuteAsync("DELETE FROM change WHERE deleted = @p0", true);
                await t.ExecuteAsync("UPDATE stream_head SET floor = seq WHERE stream = 'catalogue'");
            },
            TestHub.Cancellation);

        await replica.PullAsync();

        Assert.Equal(2, replica.Restarts);
        Assert.Null(replica.Row(SyncedTables.Variant, "A"));
        await AssertEqualAsync(hub, replica);
    }

    private static async Task AssertEqualAsync(TestHub hub, ReplicaReader replica)
    {
        foreach (var table in SyncedTables.All)
        {
            var lines = new List<string>();
            await foreach (var line in new TableDump(hub.Database).LinesAsync(table, S1, TestHub.Cancellation)) lines.Add(line);
            Assert.Equal(lines.Order(StringComparer.Ordinal), replica.Lines(table).Order(StringComparer.Ordinal));
        }
    }
}
