using PosCloud.HubStorage;
using PosCloud.HubStorage.Backups;
using PosCloud.HubStorage.Enrolment;
using PosCloud.HubStorage.Publishing;

namespace PosCloud.SystemTests.Contracts.HubStorage;

/// <summary>How a hub notices at its start that its database was set back.</summary>
public abstract class SetBackContract(HubFixture fixture) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("history-").FullName;

    [Fact]
    public async Task A_database_that_is_as_the_hub_left_it_goes_on_in_its_history()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 1));
        await RunAsync(hub);
        var noted = HistoryNote.Read(_folder);

        Assert.Null(await Watch(hub).CheckAsync(TestHub.Cancellation));
        await RunAsync(hub);
        Assert.Null(await Watch(hub).CheckAsync(TestHub.Cancellation));

        Assert.Equal(noted!.Epoch, HistoryNote.Read(_folder)!.Epoch);
        Assert.NotEqual(noted.Run, HistoryNote.Read(_folder)!.Run);
        Assert.Empty(await hub.ExceptionsAsync("restored"));
    }

    [Fact]
    public async Task One_that_lacks_changes_it_had_begins_a_new_history_and_a_manager_is_told()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 1));
        await RunAsync(hub);
        var noted = HistoryNote.Read(_folder)!;
        (noted with { Changes = noted.Changes + 1 }).Write(_folder);

        await AssertSetBackAsync(hub, noted);
    }

    [Fact]
    public async Task One_that_does_not_know_the_hubs_last_start_begins_a_new_history()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 1));
        await RunAsync(hub);
        var noted = HistoryNote.Read(_folder)!;
        await hub.ExecuteAsync("DELETE FROM audit WHERE action = 'hub-run'");

        await AssertSetBackAsync(hub, noted);
    }

    [Fact]
    public async Task One_that_does_not_know_its_history_begins_another()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 1));
        await RunAsync(hub);
        var noted = HistoryNote.Read(_folder)!;
        (noted with { Epoch = "hlater" }).Write(_folder);

        await AssertSetBackAsync(hub, noted);
    }

    [Fact]
    public async Task A_history_that_began_since_needs_no_other()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 1));
        await RunAsync(hub);
        var restored = Assert.IsType<RestoreOutcome.Restored>(
            await HubRestore.AdoptAsync(hub.Database, "monday", new StandingLog(_folder), hub.Clock, "boss", TestHub.Cancellation));

        Assert.Null(await Watch(hub).CheckAsync(TestHub.Cancellation));
        await RunAsync(hub);

        Assert.Equal(restored.Epoch, HistoryNote.Read(_folder)!.Epoch);
    }

    [Fact]
    public async Task Drafts_of_the_note_that_a_killed_hub_left_are_gone_after_the_next_start_and_others_stay()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 1));
        await RunAsync(hub);
        var (left, others) = (Path.Combine(_folder, HistoryNote.FileName + ".dead1234.abc"), Path.Combine(_folder, HistoryNote.FileName + ".live1234.abc"));
        foreach (var draft in new[] { left, others }) await File.WriteAllTextAsync(draft, "{", TestHub.Cancellation);
        File.SetLastWriteTimeUtc(left, hub.Clock.GetUtcNow().UtcDateTime.AddMinutes(-5));
        File.SetLastWriteTimeUtc(others, hub.Clock.GetUtcNow().UtcDateTime);

        await RunAsync(hub);

        Assert.Equal((false, true, true), (File.Exists(left), File.Exists(others), File.Exists(Path.Combine(_folder, HistoryNote.FileName))));
    }

    /// <summary>What happens to the database while the hub runs: a history begun by what a terminal told isn't begun again at the next start.</summary>
    [Fact]
    public async Task A_history_that_began_during_a_run_is_noted_with_whether_the_database_still_knows_that_run()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 1));
        var watch = Watch(hub);
        await watch.BeginRunAsync(TestHub.Cancellation);
        await hub.ExecuteAsync("DELETE FROM audit WHERE action = 'hub-run'");
        var begun = await hub.Writer.RunAsync(transaction => HubEpoch.BeginAsync(transaction, "a terminal told"), TestHub.Cancellation);

        await watch.NoteAsync(TestHub.Cancellation);

        Assert.Equal((begun, null), (HistoryNote.Read(_folder)!.Epoch, HistoryNote.Read(_folder)!.Run));
        Assert.Null(await Watch(hub).CheckAsync(TestHub.Cancellation));
    }

    /// <summary>Only where the server says of which line its data is.</summary>
    [Fact]
    public async Task Another_line_of_data_on_the_server_begins_a_new_history_unless_the_operator_says_it_lacks_nothing()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 1));
        if (await hub.Database.LineageAsync(TestHub.Cancellation) is not { } lineage) return;
        await RunAsync(hub);
        var noted = HistoryNote.Read(_folder)!;
        Assert.Equal(lineage, noted.Lineage);
        (noted with { Lineage = lineage + "1" }).Write(_folder);

        Assert.Null(await Watch(hub, new HubStorageOptions { KeepsHistory = true }).CheckAsync(TestHub.Cancellation));
        await AssertSetBackAsync(hub, noted);
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private async Task AssertSetBackAsync(TestHub hub, HistoryNote noted)
    {
        var both = await Task.WhenAll(Watch(hub).CheckAsync(TestHub.Cancellation), Watch(hub).CheckAsync(TestHub.Cancellation));
        var setBack = both.First(found => found is not null)!;
        var after = HistoryNote.Read(_folder)!;

        Assert.Null(await Watch(hub).CheckAsync(TestHub.Cancellation));
        Assert.All(both.OfType<SetBack>(), found => Assert.Equal(setBack.Epoch, found.Epoch));
        Assert.Equal(setBack.Epoch, after.Epoch);
        Assert.NotEqual(noted.Epoch, after.Epoch);
        Assert.True(after.Changes >= noted.Changes + 1_000_000);
        Assert.Contains(setBack.Problem, Assert.Single(await hub.ExceptionsAsync("restored")).Detail, StringComparison.Ordinal);
    }

    private async Task RunAsync(TestHub hub)
    {
        var watch = Watch(hub);
        await watch.BeginRunAsync(TestHub.Cancellation);
        await hub.ImportAsync("S1", "sku,barcode,name,category,unit_price,tax_rate,unit,opening_stock\nB,,Goods B,Food,1.00,25,piece,5");
        await watch.NoteAsync(TestHub.Cancellation);
    }

    private HistoryWatch Watch(TestHub hub, HubStorageOptions? options = null) => new(hub.Database, hub.Writer, new StandingLog(_folder), options ?? new HubStorageOptions());
}
