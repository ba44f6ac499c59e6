using Microsoft.Data.Sqlite;
using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Processes.Kills;

/// <summary>The terminal killed with minus nine while it begins a new epoch: by the hub's word, and after its journal was damaged.</summary>
public sealed class EpochKillTests(ProcessShop shop) : IClassFixture<ProcessShop>
{
    private static readonly int Kills = KillTable.Each(3);
    private static readonly KillStep Fork = new("terminal: during a change of epoch", @"^(before|after) .*journal\.db.*\[.*\bfact\b", 12);
    private static readonly KillStep Recover = new("terminal: during recover", "^(before|after) (INSERT|UPDATE|COMMIT|DELETE|write|sync)", 120);

    [Fact]
    [Trait("guarantee", "G6")]
    public async Task Killed_while_it_begins_a_new_epoch_it_ends_with_one_and_nothing_is_lost_or_doubled()
    {
        await KillTable.RunAsync(Fork, Kills, async i =>
        {
            await shop.SellAsync();
            (await shop.TerminalAsync("sync", "--wait", "30")).Expect(0);
            var copy = FolderCopy.Of(shop.TerminalFolder, "copy");
            // What the copy doesn't know; no receipt, so that none is printed twice.
            (await shop.TerminalAsync("shift", "close")).Expect(0);
            (await shop.TerminalAsync("sync", "--wait", "30")).Expect(0);
            FolderCopy.Restore(copy, shop.TerminalFolder);
            await shop.SellAsync();
            await KillAsync(Fork, i, ["sync", "--wait", "30"]);
            shop.AssertPrintedIsDurable();
        });

        await shop.AssertWholeAsync();
    }

    [Fact]
    [Trait("guarantee", "G24")]
    public async Task Killed_while_it_recovers_a_damaged_journal_it_recovers_the_next_time()
    {
        await KillTable.RunAsync(Recover, Kills, async i =>
        {
            await shop.SellAsync();
            (await shop.TerminalAsync("shift", "close")).Expect(0);
            (await shop.TerminalAsync("sync", "--wait", "30")).Expect(0);
            DeleteNewestFact();
            await KillAsync(Recover, i, ["recover"]);
            // 1: what was killed had already put the new journal in its place.
            (await shop.TerminalAsync("recover")).Expect(0, 1);
            await shop.SellAsync();
            shop.AssertPrintedIsDurable();
        });

        // Cut short between two names: the next start finishes it, and the old log comes neither beside the new journal nor away.
        var (journal, kept) = (Path.Combine(shop.TerminalFolder, "journal.db"), Path.Combine(shop.TerminalFolder, "journal-damaged-S1T1-29990101000000.db"));
        File.Move(journal, Path.Combine(shop.TerminalFolder, "journal-recovered.db"));
        await File.WriteAllTextAsync(kept, "the damaged journal", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(journal + "-wal", "its log", TestContext.Current.CancellationToken);
        await shop.SellAsync();
        Assert.Equal("its log", await File.ReadAllTextAsync(kept + "-wal", TestContext.Current.CancellationToken));

        await shop.AssertWholeAsync();
    }

    private async Task KillAsync(KillStep step, int kill, string[] verb)
    {
        for (var moment = step.MomentOf(kill, Kills); ; moment /= 2)
        {
            Assert.True(moment > 0, $"It never came to '{step.Name}'.");
            var before = FolderCopy.Of(shop.TerminalFolder, "before");
            var result = await shop.TerminalWithAsync(step.Environment(moment), verb);
            if (result.ExitCode == KillTable.Killed)
            {
                Directory.Delete(before, recursive: true);
                return;
            }

            // It got through without coming to that moment: once more from before, with an earlier one.
            result.Expect(0);
            FolderCopy.Restore(before, shop.TerminalFolder);
        }
    }

    private void DeleteNewestFact()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(shop.TerminalFolder, "journal.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM fact WHERE position = (SELECT MAX(position) FROM fact)";
        Assert.Equal(1, command.ExecuteNonQuery());
    }
}
