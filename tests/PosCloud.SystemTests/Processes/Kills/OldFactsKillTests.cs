using PosCloud.SystemTests.Stage;
using PosCloud.Terminal.Engine.Shifts;
using PosCloud.TestKit;
using PosCloud.TestKit.Programs;

namespace PosCloud.SystemTests.Processes.Kills;

/// <summary>The terminal killed with minus nine while it deletes the facts that a verified backup has had for long.</summary>
[Trait("guarantee", "G31")]
public sealed class OldFactsKillTests(KillShop shop) : IClassFixture<KillShop>
{
    private const int Sales = 8;

    /// <summary>A shift's opening, its sales, its closing.</summary>
    private const long Old = Sales + 2;

    private static readonly KillStep Deletion = new("terminal: while old facts are deleted", @"^(before|after) (?!read).*journal\.db(-wal)? .*\[.*\bfact\b", 144);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deletion_of_old_facts_that_was_killed_leaves_a_journal_that_is_whole_and_goes_on_with_its_chain()
    {
        var total = await TradeLongAgoAsync();
        await KillTable.RunAsync(
            Deletion,
            async i =>
            {
                await KillAsync(i);
                await using var till = OpenTill();
                Assert.Empty(till.Engine.Verify().Violations);
                var kept = till.Engine.Status.Kept;
                Assert.True(kept.Deleted is 0 or Old, $"{kept.Deleted} facts are gone");
                Assert.Equal(total, kept.Facts + kept.Deleted);
                // What the next kill puts back is forgotten; what the last one leaves goes to the hub.
                if (i + 1 < Deletion.Kills) till.Sell(ProcessShop.Sku);
                else await shop.SellAsync(till);
                Assert.Empty(till.Engine.Verify().Violations);
            },
            async () =>
            {
                await shop.AssertWholeHereAsync(journalIsWhole: false);
                await using (var till = OpenTill())
                {
                    await till.SyncAsync();
                    till.Engine.DeleteOldFacts();
                    Assert.Equal(Old, till.Engine.Status.Kept.Deleted);
                    await shop.SellAsync(till);
                }

                await shop.AssertWholeHereAsync(journalIsWhole: false);
            });
    }

    private Till OpenTill(ShiftableClock? clock = null) =>
        shop.OpenTill(new TillSettings(Clock: clock, Configure: options => options.Journal.ReceiptsKept = 0));

    /// <summary>A shift of 91 days ago and a sale after it, all in a verified backup of which the terminal heard then; answers how many facts.</summary>
    private async Task<long> TradeLongAgoAsync()
    {
        var then = new ShiftableClock();
        then.SetWrongBy(TimeSpan.FromDays(-91));
        long total;
        await using (var till = OpenTill(then))
        {
            for (var i = 0; i < Sales; i++) await shop.SellAsync(till);
            Assert.IsType<ShiftOutcome.Done>(till.Engine.Shifts.Close(null));
            await shop.SellAsync(till);
            await KillShop.SettleAsync(till);
            total = till.Engine.Status.Sequence.Value;
        }

        (await shop.VerbAsync("backup", ("file", Path.Combine(shop.Folder, "whole.db")), ("verified", "true"))).Expect(0);
        // A hub that starts knows its newest backup at once.
        await shop.Hub.StopAsync();
        await shop.Hub.StartAsync(Cancellation);
        await using (var till = OpenTill()) await till.SyncAsync();
        DurableMarks.MoveBack(shop.TerminalFolder, TimeSpan.FromDays(91));
        FolderCopy.Of(shop.TerminalFolder, "old");
        return total;
    }

    /// <summary>Serves until it dies. Fewer moments than the step mostly has: then it dies at an earlier one.</summary>
    private async Task KillAsync(int kill)
    {
        for (var moment = Deletion.MomentOf(kill); ; moment /= 2)
        {
            Assert.True(moment > 0, $"It never came to '{Deletion.Name}'.");
            Directory.Delete(shop.TerminalFolder, recursive: true);
            FolderCopy.Of(Path.Combine(shop.Folder, "old"), Path.GetFileName(shop.TerminalFolder));
            if (await DiesAsync(moment)) return;
        }
    }

    private async Task<bool> DiesAsync(int moment)
    {
        var settings = new Dictionary<string, string>(shop.TerminalSettings) { ["Terminal__Journal__ReceiptsKept"] = "0" };
        foreach (var (name, value) in Deletion.Environment(moment)) settings[name] = value;
        var line = new[] { "serve", "--data", shop.TerminalFolder, "--urls", $"http://127.0.0.1:{shop.Ports.Terminal(1)}" };
        await using var terminal = RunningProgram.Start(ProgramPaths.Terminal, line, settings, shop.TerminalFolder + ".log");
        await Waiting.UntilAsync("the terminal died or has deleted its old facts", () => Task.FromResult(terminal.HasExited || shop.HasDeleted()), Limit, Cancellation);
        await terminal.StopAsync();
        return await terminal.EndAsync(Cancellation) == KillTable.Killed;
    }
}
