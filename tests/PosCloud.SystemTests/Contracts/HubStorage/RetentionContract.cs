using PosCloud.Domain.Identity;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Bootstrap;
using PosCloud.HubStorage.Retention;
using PosCloud.HubStorage.Verification;
using PosCloud.Protocol;
using PosCloud.Protocol.Sync;

namespace PosCloud.SystemTests.Contracts.HubStorage;

/// <summary>Streams don't grow for ever: old orders leave, old deletions are forgotten, and nobody is misled by it.</summary>
public abstract class RetentionContract(HubFixture fixture) : IDisposable
{
    private static readonly StoreId S1 = StoreId.Parse("S1");
    private readonly string _folder = Directory.CreateTempSubdirectory("retention-contract-").FullName;

    [Fact]
    public async Task Orders_leave_their_stream_after_thirty_days_and_stay_on_the_hub()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 100));
        var (till, retention, replica) = (await hub.EnrolAsync(), Retention(hub), new ReplicaReader(hub, S1));
        till.Sell(("A", 1));
        await hub.UploadAsync(till);
        await hub.ReconcileAsync(till);
        await replica.PullAsync();
        await retention.RunAsync(TestHub.Cancellation);
        hub.Clock.Advance(TimeSpan.FromDays(20));
        till.Sell(("A", 1));
        await hub.UploadAsync(till);
        await hub.ReconcileAsync(till);
        await retention.RunAsync(TestHub.Cancellation);
        hub.Clock.Advance(TimeSpan.FromDays(11));

        var report = await retention.RunAsync(TestHub.Cancellation);
        await replica.PullAsync();

        Assert.True(report.Left >= 3, $"{report.Left} rows left");
        Assert.Single(replica.Lines(SyncedTables.SalesOrder));
        Assert.Single(replica.Lines(SyncedTables.Payment));
        Assert.Equal(replica.Lines(SyncedTables.SalesOrder), await DumpAsync(hub, SyncedTables.SalesOrder));
        Assert.Equal(1, replica.Restarts);
        Assert.Equal(2, (await hub.VerifyAsync()).Orders);
    }

    [Fact]
    public async Task Deletions_are_forgotten_after_ninety_days_and_a_terminal_that_missed_them_begins_anew()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10), ("B", 10));
        var (retention, early, late) = (Retention(hub), new ReplicaReader(hub, S1), new ReplicaReader(hub, S1));
        await early.PullAsync();
        await hub.Editor.RemoveProductAsync((string)early.Row(SyncedTables.Variant, "A")![2]!, "boss", TestHub.Cancellation);
        await late.PullAsync();
        await retention.RunAsync(TestHub.Cancellation);
        Assert.Equal(0, (await retention.RunAsync(TestHub.Cancellation)).Forgotten);
        hub.Clock.Advance(TimeSpan.FromDays(91));

        var report = await retention.RunAsync(TestHub.Cancellation);
        var asked = await hub.Reader.ReadPageAsync(S1, new StateRequest(early.Cursor, null), TestHub.Cancellation);
        await early.PullAsync();
        await late.PullAsync();

        Assert.True(report.Forgotten > 0);
        Assert.Equal(RestartReason.Gone, asked.Answer.Why);
        Assert.Equal((2, 1), (early.Restarts, late.Restarts));
        Assert.Null(early.Row(SyncedTables.Variant, "A"));
        Assert.Equal(late.Lines(SyncedTables.Variant), early.Lines(SyncedTables.Variant));
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task Orders_whose_leaving_is_forgotten_too_are_no_fault()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 100));
        var (till, retention) = (await hub.EnrolAsync(), Retention(hub));
        till.Sell(("A", 1));
        await hub.UploadAsync(till);
        await hub.ReconcileAsync(till);
        for (var day = 0; day <= 140; day += 10)
        {
            await retention.RunAsync(TestHub.Cancellation);
            hub.Clock.Advance(TimeSpan.FromDays(10));
        }

        var fresh = new ReplicaReader(hub, S1);
        await fresh.PullAsync();

        Assert.Empty(fresh.Lines(SyncedTables.SalesOrder));
        till.Sell(("A", 1));
        await hub.UploadAsync(till);
        Assert.Equal(2, (await hub.VerifyAsync()).Orders);
    }

    [Fact]
    public async Task No_floor_passes_a_ready_made_replica()
    {
        var options = new HubStorageOptions { BootstrapFromRows = 1, DataDirectory = _folder };
        await using var hub = await TestHub.StartAsync(fixture, options, ("A", 10), ("B", 10));
        var builder = new BootstrapBuilder(hub.Database, new BootstrapShelf(hub.Database, hub.Writer), new Duty(hub.Writer, hub.Clock), options, hub.Clock);
        var file = (await builder.BuildIfDueAsync(S1, TestHub.Cancellation))!;
        var replica = new ReplicaReader(hub, S1);
        await replica.PullAsync();
        await hub.Editor.RemoveProductAsync((string)replica.Row(SyncedTables.Variant, "A")![2]!, "boss", TestHub.Cancellation);
        var retention = Retention(hub);
        await retention.RunAsync(TestHub.Cancellation);
        hub.Clock.Advance(TimeSpan.FromDays(91));

        await retention.RunAsync(TestHub.Cancellation);

        var page = await hub.Reader.ReadPageAsync(S1, new StateRequest(file.ReplicaCursor, null, TakesFiles: true), TestHub.Cancellation);
        Assert.False(page.Answer.Restart);
        Assert.Contains(page.Answer.Rows, rows => rows.Table == "variant" && rows.Changes.Any(change => change.Row is null));
    }

    [Fact]
    public async Task More_than_twenty_thousand_changes_become_a_ready_made_replica()
    {
        var options = new HubStorageOptions { BootstrapFromRows = 1, DataDirectory = _folder };
        await using var hub = await TestHub.StartAsync(fixture, options, ("A", 10));
        var replica = new ReplicaReader(hub, S1);
        await replica.PullAsync();
        var goods = Enumerable.Range(0, 7_000).Select(i => $"N-{i},,Goods {i},Food,1.00,25,piece,1").Prepend("sku,barcode,name,category,unit_price,tax_rate,unit,opening_stock");
        await hub.ImportAsync("S1", string.Join('\n', goods));

        var page = await hub.Reader.ReadPageAsync(S1, new StateRequest(replica.Cursor, null, TakesFiles: true), TestHub.Cancellation);

        Assert.Equal((true, RestartReason.Large), (page.Answer.Restart, page.Answer.Why));
        Assert.NotNull(page.Answer.Bootstrap);
        Assert.True(page.IsFileDue);
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private static StreamRetention Retention(TestHub hub) => new(hub.Database, hub.Writer, new Duty(hub.Writer, hub.Clock), hub.Clock);

    private static async Task<List<string>> DumpAsync(TestHub hub, PosCloud.Protocol.Tables.SyncedTable table)
    {
        var lines = new List<string>();
        await foreach (var line in new TableDump(hub.Database).LinesAsync(table, S1, TestHub.Cancellation)) lines.Add(line);
        return lines;
    }
}
