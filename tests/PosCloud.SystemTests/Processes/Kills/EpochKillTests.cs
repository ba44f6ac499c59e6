using Microsoft.Data.Sqlite;
using PosCloud.SystemTests.Stage;
using PosCloud.Terminal.Commands;
using PosCloud.Terminal.Engine;

namespace PosCloud.SystemTests.Processes.Kills;

/// <summary>The terminal killed with minus nine while it begins a new epoch: by the hub's word, and after its journal was damaged.</summary>
public sealed class EpochKillTests(KillShop shop) : IClassFixture<KillShop>
{
    private static readonly KillStep Fork = new("terminal: during a change of epoch", @"^(before|after) .*journal\.db.*\[.*\bfact\b", 12);
    private static readonly KillStep Recover = new("terminal: during recover", "^(before|after) (INSERT|UPDATE|COMMIT|DELETE|write|sync)", 120);

    [Fact]
    [Trait("guarantee", "G6")]
    public Task Killed_while_it_begins_a_new_epoch_it_ends_with_one_and_nothing_is_lost_or_doubled() => KillTable.RunAsync(
        Fork,
        async i =>
        {
            await shop.SellHereAsync();
            await shop.SettleHereAsync();
            var copy = FolderCopy.Of(shop.TerminalFolder, "copy");
            // What the copy doesn't know; no receipt, so that none is printed twice.
            await shop.HereAsync(new VerbCall.CloseShift(null));
            await shop.SettleHereAsync();
            FolderCopy.Restore(copy, shop.TerminalFolder);
            await shop.SellHereAsync();
            await KillAsync(Fork, i, "sync", "--wait", "30");
            shop.AssertPrintedIsDurable();
        },
        () => shop.AssertWholeHereAsync());

    [Fact]
    [Trait("guarantee", "G24")]
    public async Task Killed_while_it_recovers_a_damaged_journal_it_recovers_the_next_time()
    {
        await KillTable.RunAsync(Recover, async i =>
        {
            await shop.SellHereAsync();
            await shop.HereAsync(new VerbCall.CloseShift(null));
            await shop.SettleHereAsync();
            DeleteNewestFact();
            await KillAsync(Recover, i, "recover");
            // Not damaged: what was killed had already put the new journal in its place.
            var outcome = await shop.RecoverHereAsync();
            Assert.True(outcome is RecoveryOutcome.Recovered or RecoveryOutcome.NotDamaged, $"{outcome}");
            await shop.SellHereAsync();
        });

        // Cut short between two names: the next start finishes it, and the old log comes neither beside the new journal nor away.
        var (journal, kept) = (Path.Combine(shop.TerminalFolder, "journal.db"), Path.Combine(shop.TerminalFolder, "journal-damaged-S1T1-29990101000000.db"));
        File.Move(journal, Path.Combine(shop.TerminalFolder, "journal-recovered.db"));
        await File.WriteAllTextAsync(kept, "the damaged journal", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(journal + "-wal", "its log", TestContext.Current.CancellationToken);
        await shop.SellHereAsync();
        Assert.Equal("its log", await File.ReadAllTextAsync(kept + "-wal", TestContext.Current.CancellationToken));

        await shop.AssertWholeHereAsync();
    }

    // A run that got through is undone: once more from before.
    private async Task KillAsync(KillStep step, int kill, params string[] verb)
    {
        var before = FolderCopy.Of(shop.TerminalFolder, "before");
        await TerminalKills.RunAsync(shop, step, kill, () => verb, _ =>
        {
            FolderCopy.Restore(before, shop.TerminalFolder);
            before = FolderCopy.Of(shop.TerminalFolder, "before");
            return Task.CompletedTask;
        });
        Directory.Delete(before, recursive: true);
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
