using Microsoft.Data.Sqlite;
using PosCloud.Terminal.Commands;
using PosCloud.Terminal.Engine;
using PosCloud.Terminal.Engine.Files;
using PosCloud.Terminal.Engine.Journal;
using Xunit;

namespace PosCloud.UnitTests.Engine;

/// <summary>G25: a newer program brings the journal to its format; where that fails, the file is as it was and the shop goes on.</summary>
[Trait("guarantee", "G25")]
public sealed class JournalUpgradeTests
{
    private static readonly JournalMigration Second = new(JournalSchema.Version + 1, connection => connection.Run("ALTER TABLE journal_epoch ADD COLUMN planted INTEGER NOT NULL DEFAULT 0"));

    private static readonly JournalMigration Third = new(JournalSchema.Version + 2, connection =>
    {
        connection.Run("CREATE TABLE planted(id INTEGER PRIMARY KEY, filling BLOB NOT NULL)");
        connection.Run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) INSERT INTO planted SELECT i, randomblob(8000) FROM n");
    });

    private static readonly JournalMigration FailingThird = new(JournalSchema.Version + 2, connection =>
    {
        connection.Run("DROP TABLE local_order");
        connection.Run("SELECT planted FROM nowhere");
    });

    [Fact]
    public async Task Steps_run_in_order_without_a_network_and_the_journal_of_before_is_kept()
    {
        await using var terminal = await SoldAsync();
        terminal.Instead = (_, _) => throw new HttpRequestException("no network");

        await RestartAsync(terminal, Third, Second);

        var sold = terminal.Sell("COFFEE");
        Assert.Equal((JournalSchema.Version + 2, (string?)null), (terminal.Engine.Status.JournalFormat, terminal.Engine.Status.UpgradeProblem));
        Assert.Equal("S1T1-1-000004", sold.ReceiptNumber.Value);
        Assert.Empty(terminal.Engine.Verify().Violations);
        Assert.Equal((JournalSchema.Version, 4L), Kept(terminal, JournalSchema.Version + 2));
    }

    [Fact]
    public async Task A_step_that_fails_in_the_middle_leaves_the_file_as_it_was_and_the_terminal_sells_and_says_so()
    {
        await using var terminal = await SoldAsync();

        await RestartAsync(terminal, Second, FailingThird);
        var sold = terminal.Sell("COFFEE");
        await terminal.SyncAsync();

        Assert.Equal(JournalSchema.Version + 1, terminal.Engine.Status.JournalFormat);
        Assert.Contains("nowhere", terminal.Engine.JournalUpgradeProblem, StringComparison.Ordinal);
        Assert.Equal("S1T1-1-000004", sold.ReceiptNumber.Value);
        Assert.Empty(terminal.Engine.Verify().Violations);
        Assert.Contains($"could not be brought to format {JournalSchema.Version + 2}", new DoctorVerb(terminal.Engine, terminal.Clock).Run().Text, StringComparison.Ordinal);

        await RestartAsync(terminal, Second, Third);
        Assert.Equal((JournalSchema.Version + 2, (string?)null), (terminal.Engine.Status.JournalFormat, terminal.Engine.Status.UpgradeProblem));
        Assert.Empty(terminal.Engine.Verify().Violations);
    }

    [Fact]
    public async Task A_disk_that_fills_during_the_upgrade_leaves_the_journal_in_its_format()
    {
        await using var terminal = await SoldAsync();
        terminal.Options.Journal.MaxPages = 120;

        await RestartAsync(terminal, Second, Third);

        Assert.Equal(JournalSchema.Version + 1, terminal.Engine.Status.JournalFormat);
        Assert.Contains("the disk is full", terminal.Engine.JournalUpgradeProblem, StringComparison.Ordinal);
        terminal.Sell("BREAD");
        Assert.Empty(terminal.Engine.Verify().Violations);
    }

    [Fact]
    public async Task Without_room_for_the_copy_nothing_is_begun()
    {
        await using var terminal = await SoldAsync();
        terminal.Options.Journal.FreeBytes = _ => 10L << 20;

        await RestartAsync(terminal, Second);

        Assert.Equal(JournalSchema.Version, terminal.Engine.Status.JournalFormat);
        Assert.Contains("10 MB are there", terminal.Engine.JournalUpgradeProblem, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(terminal.Folder, "journal-before-*"));
        terminal.Sell("BREAD");
    }

    [Fact]
    public async Task A_step_that_touches_facts_is_taken_back()
    {
        await using var terminal = await SoldAsync();

        await RestartAsync(terminal, new JournalMigration(JournalSchema.Version + 1, connection => connection.Run("DELETE FROM fact WHERE position = 2")));

        Assert.Equal(JournalSchema.Version, terminal.Engine.Status.JournalFormat);
        Assert.Empty(terminal.Engine.Verify().Violations);
    }

    [Fact]
    public async Task A_program_that_does_not_know_the_old_format_says_so_and_leaves_the_file_to_the_one_before()
    {
        await using var terminal = await SoldAsync();
        terminal.Options.Journal.OldestFormat = JournalSchema.Version + 2;
        terminal.Options.Journal.Migrations = [.. JournalSchema.Migrations, Second, FailingThird];
        await terminal.Engine.DisposeAsync();

        var refused = Assert.Throws<JournalNotUpgradedException>(() => TerminalEngine.Open(terminal.Folder, terminal.Options, terminal.Clock));
        Assert.Equal(ExitCodes.CheckFailed, OpeningProblem.ExitCodeOf(refused));
        terminal.Options.Journal.OldestFormat = 1;
        terminal.Options.Journal.Migrations = [.. JournalSchema.Migrations, Second];
        await terminal.RestartAsync();

        Assert.Equal("S1T1-1-000004", terminal.Sell("COFFEE").ReceiptNumber.Value);
        Assert.Empty(terminal.Engine.Verify().Violations);
    }

    [Fact]
    public async Task An_older_program_refuses_the_newer_journal_and_changes_nothing()
    {
        await using var terminal = await SoldAsync();
        await RestartAsync(terminal, Second);
        await terminal.Engine.DisposeAsync();
        terminal.Options.Journal.Migrations = JournalSchema.Migrations;

        var refused = Assert.Throws<JournalTooNewException>(() => TerminalEngine.Open(terminal.Folder, terminal.Options, terminal.Clock));

        Assert.Contains("Install the newer version again", refused.Message, StringComparison.Ordinal);
        await RestartAsync(terminal, Second);
        Assert.Equal("S1T1-1-000004", terminal.Sell("COFFEE").ReceiptNumber.Value);
    }

    /// <summary>A shift opened and three sales, the last two unsent.</summary>
    private static async Task<TerminalFixture> SoldAsync()
    {
        var terminal = await TerminalShop.OpenAsync();
        terminal.Sell("COFFEE");
        await terminal.SyncAsync();
        terminal.Sell("BREAD");
        terminal.Sell("COFFEE");
        return terminal;
    }

    private static Task RestartAsync(TerminalFixture terminal, params IReadOnlyList<JournalMigration> steps)
    {
        terminal.Options.Journal.Migrations = [.. JournalSchema.Migrations, .. steps];
        return terminal.RestartAsync();
    }

    private static (long Format, long Facts) Kept(TerminalFixture terminal, long format)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(terminal.Folder, $"journal-before-format-{format}.db")};Pooling=False;Mode=ReadOnly");
        connection.Open();
        return (connection.Number("PRAGMA user_version"), connection.Number("SELECT COUNT(*) FROM fact"));
    }
}
