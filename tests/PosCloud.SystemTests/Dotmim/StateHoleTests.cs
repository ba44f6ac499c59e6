using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using PosCloud.Domain.Identity;
using PosCloud.Hub.Dotmim;
using PosCloud.HubStorage.Enrolment;
using PosCloud.HubStorage.Publishing;
using PosCloud.HubStorage.Retention;
using PosCloud.HubStorage.Writing;
using PosCloud.Protocol;
using PosCloud.SystemTests.Stage;
using PosCloud.Terminal.Dotmim;
using PosCloud.Terminal.Engine.Carrying;

namespace PosCloud.SystemTests.Dotmim;

/// <summary>Holes through which the replica would differ from the hub.</summary>
public sealed class StateHoleTests(DotmimStage hub) : HoleTest(hub)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_transaction_that_commits_late_is_not_skipped(bool repaired)
    {
        if (!repaired) Without(new HubRepairs { Watermark = false });
        var (till, _) = await Hub.OpenAsync();
        var before = ReplicaNumber(till);
        var (held, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var late = Hub.Services.GetRequiredService<HubWriter>().RunAsync(
            async transaction =>
            {
                await StreamPublisher.PublishAsync(transaction, [StateChange.Put(SyncedTables.TaxRate, Hub.NewSku("late"), "Late", 70_000L)]);
                held.SetResult();
                await release.Task;
            },
            Cancellation);
        await held.Task;
        await PublishStaffAsync("S1");
        await till.SyncAsync();
        release.SetResult();
        await late;

        await till.SyncAsync();

        // Without the watermark Dotmim skips the rows for ever; only the streams' heads show it, and cost a whole download.
        Assert.Equal(repaired, ReplicaNumber(till) == before);
        Assert.Equal((await Hub.VerbAsync("table", ("name", "tax_rate"))).Expect(0).Lines, till.Engine.DumpTable("tax_rate")!);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task All_tables_of_a_download_are_of_one_moment(bool repaired)
    {
        if (!repaired) Without(new HubRepairs { Snapshot = false });
        var (till, _) = await Hub.OpenAsync();
        var before = ReplicaNumber(till);
        await PublishStaffAsync("S1");
        await using var blocker = new Npgsql.NpgsqlConnection(Hub.Connection);
        await blocker.OpenAsync(Cancellation);
        await using var transaction = await blocker.BeginTransactionAsync(Cancellation);
        await new Npgsql.NpgsqlCommand("LOCK TABLE tax_rate IN ACCESS EXCLUSIVE MODE", blocker, transaction).ExecuteNonQueryAsync(Cancellation);

        // The reader has read heads and changes and waits for the next table, while one that it reads later changes.
        var sync = till.TrySyncAsync();
        await TestKit.Waiting.UntilAsync(
            "Dotmim waits for the table", async () => await Hub.SqlAsync("SELECT COUNT(*) FROM pg_locks WHERE NOT granted AND relation = 'tax_rate'::regclass") > 0,
            TimeSpan.FromSeconds(30), Cancellation);
        await PublishStaffAsync("S1");
        await transaction.RollbackAsync(Cancellation);
        await sync;
        await till.SyncAsync();

        Assert.Equal(repaired, ReplicaNumber(till) == before);
        Assert.Empty(till.Engine.Verify().Violations);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rows_of_the_store_a_terminal_left_go_with_the_replica(bool repaired)
    {
        var (till, carrier) = await Hub.OpenAsync();
        var left = carrier.Fetched!;
        Assert.True(await Hub.Services.GetRequiredService<TerminalEnrolment>().MoveAsync(till.Engine.Identity!.Terminal, StoreId.Parse("S2"), "test", Cancellation));
        if (repaired)
        {
            await till.SyncAsync();
            Assert.All(till.Engine.DumpTable("store")!, row => Assert.Contains("S2", row, StringComparison.Ordinal));
            return;
        }

        // What Dotmim does with the file it has: rows that left the filter stay.
        await carrier.Real.FetchStateAsync(left with { Store = StoreId.Parse("S2"), Check = _ => null }, Cancellation);
        Assert.Equal(2L, Count(left.Path, "SELECT COUNT(*) FROM store"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_damaged_file_ends_the_transfer_at_once(bool repaired)
    {
        var (_, carrier) = await Hub.OpenAsync();
        var real = DotmimCarrier.Create(new CarrierRepairs { NoTransactionRetries = repaired });
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(4));

        var transfer = real.FetchStateAsync(carrier.Fetched! with { Check = _ => throw new SqliteException("The file is damaged.", 11) }, patience.Token);

        var ended = await Task.WhenAny(transfer, Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, Cancellation)) == transfer;
        Assert.Equal(repaired, ended);
        await Record.ExceptionAsync(() => transfer.WaitAsync(TimeSpan.FromSeconds(20), Cancellation));
    }

    [Fact]
    public async Task A_download_in_its_transaction_does_not_hold_up_a_sale()
    {
        var sku = Hub.NewSku();
        await Hub.StockAsync(new Goods(sku, 1, 10));
        var (till, carrier) = await Hub.OpenAsync();
        (bool Sold, int? Error) seen = default;
        carrier.OnFetch = (transfer, cancellation) => carrier.Real.FetchStateAsync(
            transfer with
            {
                Check = connection =>
                {
                    seen = (till.Sell(sku) is not null, Blocked(transfer.Path));
                    return transfer.Check(connection);
                },
            },
            cancellation);
        await PublishStaffAsync("S1");

        await till.TrySyncAsync();

        // The same file would have been locked: that is why journal and replica are two.
        Assert.Equal((true, 5), seen);
    }

    [Fact]
    public async Task Orders_that_left_their_stream_leave_the_terminal_and_a_new_one_never_gets_them()
    {
        var retention = Hub.Services.GetRequiredService<StreamRetention>();
        var sku = Hub.NewSku();
        await Hub.StockAsync(new Goods(sku, 1, 10));
        var (till, _) = await Hub.OpenAsync();
        till.Sell(sku);
        await Hub.SettleAsync(till);
        Assert.NotEmpty(till.Engine.DumpTable("sales_order")!);
        await retention.RunAsync(Cancellation);
        var before = ReplicaNumber(till);

        Hub.Clock.Pass(TimeSpan.FromDays(31));
        await TestKit.Waiting.UntilAsync("old orders have left", async () => (await retention.RunAsync(Cancellation)).Left == 0 && (await OrdersShownAsync()) == 0, TimeSpan.FromSeconds(30), Cancellation);
        await till.SyncAsync();

        Assert.Equal((0, before), (till.Engine.DumpTable("sales_order")!.Count, ReplicaNumber(till)));
        Assert.Empty(till.Engine.Verify().Violations);

        Hub.Clock.Pass(TimeSpan.FromDays(1));
        await retention.RunAsync(Cancellation);
        Hub.Clock.Pass(StreamRetention.DeletionsKept + TimeSpan.FromDays(1));
        await TestKit.Waiting.UntilAsync("deletions are forgotten", async () => (await retention.RunAsync(Cancellation)).Forgotten == 0 && await Hub.SqlAsync("SELECT COUNT(*) FROM change WHERE deleted") == 0, TimeSpan.FromSeconds(30), Cancellation);
        await till.SyncAsync();
        var (fresh, _) = await Hub.OpenAsync();

        Assert.True(await Hub.SqlAsync("SELECT COUNT(*) FROM sales_order") > 0);
        Assert.Empty(fresh.Engine.DumpTable("sales_order")!);
        Assert.Empty(fresh.Engine.Verify().Violations);
        Assert.Equal(before, ReplicaNumber(till));
    }

    private async Task<int> OrdersShownAsync() => (await Hub.VerbAsync("table", ("name", "sales_order"))).Expect(0).Lines.Count;

    private static int? Blocked(string path)
    {
        using var second = new SqliteConnection($"Data Source={path};Pooling=False;Default Timeout=1");
        second.Open();
        using var command = second.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.CommandTimeout = 1;
        return (Record.Exception(() => command.ExecuteNonQuery()) as SqliteException)?.SqliteErrorCode;
    }

    private static long Count(string path, string sql)
    {
        using var file = new SqliteConnection($"Data Source={path};Pooling=False");
        file.Open();
        using var command = file.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private Task PublishStaffAsync(string store, string name = "Ana") => Hub.Services.GetRequiredService<HubWriter>().RunAsync(
        transaction => StreamPublisher.PublishAsync(transaction, [StateChange.Put(SyncedTables.Staff, store, "1", Hub.NewSku(name), "cashier", 1L)]), Cancellation);
}
