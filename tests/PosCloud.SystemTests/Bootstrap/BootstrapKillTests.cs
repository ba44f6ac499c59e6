using System.Globalization;
using Microsoft.Data.Sqlite;
using PosCloud.SystemTests.Stage;
using PosCloud.TestKit.Programs;

namespace PosCloud.SystemTests.Bootstrap;

/// <summary>G24: the terminal as a process of its own, killed with minus nine at each step of changing its replica.</summary>
[Trait("guarantee", "G24")]
public sealed class BootstrapKillTests(BootstrapStage hub) : IClassFixture<BootstrapStage>
{
    private static readonly TimeSpan StepLimit = TimeSpan.FromSeconds(60);

    // The file that appears or goes at a step: fetched bytes, the new replica, its change log, the fetched bytes again.
    private static readonly (string Step, WatcherChangeTypes Change, string Begins, string Ends)[] Steps =
    [
        ("fetching", WatcherChangeTypes.Created, "fetched-", ".part"),
        ("unpacking", WatcherChangeTypes.Created, "replica-", ".db"),
        ("catching up", WatcherChangeTypes.Created, "replica-", ".db-wal"),
        ("switched", WatcherChangeTypes.Deleted, "fetched-", ".part"),
    ];

    [Fact]
    public async Task Killed_at_any_step_it_sells_at_once_and_its_next_sync_ends_with_what_the_hub_has()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var terminal = new TerminalProgram(Path.Combine(hub.Folder, "killed"), port: 1);
        await terminal.EnrolAsync(hub.Address, await hub.EnrolmentCodeAsync(), cancellation);
        // The first three kills find a terminal without any replica.
        foreach (var step in Steps[..3]) await KillAsync(terminal, step);
        (await terminal.RunAsync(cancellation, "sync", "--wait", "60")).Expect(0);
        var sold = new List<string>();

        for (var round = 0; round < TestSize.Of(1, 3); round++)
        {
            foreach (var step in Steps)
            {
                ReplicaCursor.Forget(terminal.DataFolder);
                await KillAsync(terminal, step);
                sold.Add((await terminal.RunAsync(cancellation, "sell", "--line", "SKU-3")).Expect(0, 3).Json.GetProperty("receiptNumber").GetString()!);
            }
        }

        (await terminal.RunAsync(cancellation, "sync", "--wait", "60")).Expect(0);
        (await terminal.RunAsync(cancellation, "verify")).Expect(0);
        var stock = (await terminal.RunAsync(cancellation, "stock", "SKU-3")).Expect(0).Json.GetProperty("available").GetInt64();
        Assert.Equal(await hub.OnHandAsync("SKU-3"), stock);
        Assert.Equal(sold.Count, sold.Distinct().Count());
        Assert.Equal(1_000_000 - (sold.Count * 1_000), stock);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Steps.Length} steps, {TestSize.Of(1, 3)} kills each, and 3 before the first replica"));
    }

    private static async Task KillAsync(TerminalProgram terminal, (string Step, WatcherChangeTypes Change, string Begins, string Ends) step)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var serving = Serving(terminal.DataFolder);
        using var watcher = new FileSystemWatcher(terminal.DataFolder);
        void Look(object sender, FileSystemEventArgs change)
        {
            if (change.ChangeType == step.Change && change.Name!.StartsWith(step.Begins, StringComparison.Ordinal) && change.Name.EndsWith(step.Ends, StringComparison.Ordinal)
                && change.Name != serving + "-wal")
            {
                reached.TrySetResult();
            }
        }

        watcher.Created += Look;
        watcher.Deleted += Look;
        watcher.EnableRaisingEvents = true;
        await using var sync = RunningProgram.Start(
            ProgramPaths.Terminal, ["sync", "--wait", "60", "--data", terminal.DataFolder, "--json"], new Dictionary<string, string>(), terminal.DataFolder + ".log");
        await reached.Task.WaitAsync(StepLimit, TestContext.Current.CancellationToken);
        await sync.KillAsync();
    }

    // The replica that serves now: opening it makes a log too, which is no step.
    private static string? Serving(string folder)
    {
        using var journal = new SqliteConnection($"Data Source={Path.Combine(folder, "journal.db")};Mode=ReadOnly;Pooling=False");
        journal.Open();
        using var command = journal.CreateCommand();
        command.CommandText = "SELECT value FROM meta WHERE key = 'replica_number'";
        return command.ExecuteScalar() is { } number ? $"replica-{number}.db" : null;
    }
}
