using Microsoft.Extensions.DependencyInjection;
using PosCloud.HubStorage.Bootstrap;
using PosCloud.Protocol;
using PosCloud.SystemTests.Stage;
using PosCloud.TestKit;

namespace PosCloud.SystemTests.Bootstrap;

/// <summary>A hub that hands out its state as a file although its catalogue is small, with goods enough for several pieces.</summary>
public sealed class BootstrapStage : HubStage
{
    /// <summary>Goods in store S1; names are random, so that the file doesn't shrink to nothing.</summary>
    public const int Skus = 4_000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private int _opened;

    protected override IEnumerable<string> Settings => ["--Hub:BootstrapFromRows=1000"];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var random = new Random(11);
        await StockAsync([.. Enumerable.Range(0, Skus).Select(i => new Goods($"SKU-{i}", 1 + (i % 90), 1_000, Name: $"Goods {random.NextInt64():x} {random.NextInt64():x}"))]);
        await FileAsync();
    }

    /// <summary>The newest file of the store, once it is there.</summary>
    public async Task<BootstrapFile> FileAsync(string store = "S1", BootstrapFile? after = null)
    {
        BootstrapFile? newest = null;
        await Waiting.UntilAsync("a ready-made replica lies ready", async () =>
        {
            await BuildAsync();
            var files = await Services.GetRequiredService<BootstrapShelf>().ListAsync(Domain.Identity.StoreId.Parse(store), TestContext.Current.CancellationToken);
            newest = files.Count == 0 ? null : files[0];
            return newest is not null && newest.Id != after?.Id;
        }, Limit, TestContext.Current.CancellationToken);
        return newest!;
    }

    public Task BuildAsync() => Services.GetRequiredService<BootstrapBuilder>().BuildDueAsync(TestContext.Current.CancellationToken);

    /// <summary>Pairs a terminal without its first sync, so that a test sees all of that.</summary>
    public async Task<Till> OpenUnsyncedAsync(string store = "S1")
    {
        var till = OpenCopy(Path.Combine(Folder, $"unsynced-{Interlocked.Increment(ref _opened)}"));
        var outcome = await till.Engine.Enrolment.EnrolAsync(Address, await EnrolmentCodeAsync(store), TestContext.Current.CancellationToken);
        Assert.IsType<PosCloud.Terminal.Engine.Enrolment.EnrolmentOutcome.Enrolled>(outcome);
        return till;
    }

    /// <summary>Both sides have the same rows in every table, and the terminal finds nothing wrong.</summary>
    public async Task AssertEqualAsync(Till till)
    {
        foreach (var table in SyncedTables.All)
        {
            var hub = (await VerbAsync("table", ("name", table.Name), ("store", till.Engine.Identity!.Store.Value))).Expect(0).Lines;
            Assert.Equal(hub, till.Engine.DumpTable(table.Name)!);
        }

        Assert.Empty(till.Engine.Verify().Violations);
    }
}
