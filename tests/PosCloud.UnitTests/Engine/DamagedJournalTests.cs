using Microsoft.Data.Sqlite;
using PosCloud.Protocol.Export;
using PosCloud.Terminal.Engine;
using PosCloud.Terminal.Engine.Journal;
using PosCloud.Terminal.Engine.Register;
using Xunit;

namespace PosCloud.UnitTests.Engine;

/// <summary>A journal whose file was damaged: selling stops clearly, what can be read is saved, and the terminal goes on.</summary>
public sealed class DamagedJournalTests
{
    [Theory]
    [InlineData("DELETE FROM fact WHERE position = 3", 2, 4)]
    [InlineData("UPDATE fact SET payload = replace(payload, 'Sourdough', 'Rye') WHERE position = 3", 2, 5)]
    [InlineData("UPDATE journal_epoch SET acknowledged = 4; UPDATE fact SET store = '' WHERE position = 3", 2, 4)]
    [InlineData("UPDATE journal_epoch SET acknowledged = 4; UPDATE fact SET chain_hash = x'00' WHERE position = 3", 2, 4)]
    [InlineData("UPDATE journal_epoch SET last_sequence = 2", 5, 5)]
    [InlineData("DELETE FROM meta", 5, 5)]
    [InlineData("DROP TABLE local_order", 5, 5)]
    public async Task What_can_be_read_is_saved_and_the_terminal_goes_on_in_a_new_epoch(string damage, long kept, long salvaged)
    {
        await using var terminal = await TerminalShop.OpenAsync();
        terminal.Sell("COFFEE");
        terminal.Sell("BREAD");
        var before = new[] { terminal.Sell("COFFEE"), terminal.Sell("BREAD") }.Select(order => order.ReceiptNumber).ToList();
        RecoveryOutcome? outcome = null;

        await terminal.RestartAsync(() =>
        {
            terminal.Tamper(damage);
            outcome = TerminalEngine.RecoverAsync(terminal.Folder, terminal.Options, terminal.Clock).GetAwaiter().GetResult();
        });

        var recovered = Assert.IsType<RecoveryOutcome.Recovered>(outcome);
        Assert.Equal((kept, salvaged), (recovered.Facts, recovered.Salvaged));
        Assert.True(File.Exists(recovered.Damaged));
        var file = JournalFile.TryRead(await File.ReadAllBytesAsync(recovered.Export), out _)!;
        Assert.Equal((salvaged, "S1T1", true), (file.Facts.Count, file.Header.Terminal, file.Seal is not null));
        Assert.Equal(recovered.Epoch, terminal.Engine.Status.Epoch);
        var sold = terminal.Sell("COFFEE");
        Assert.DoesNotContain(sold.ReceiptNumber, before);
        Assert.Empty(terminal.Engine.Verify().Violations);
        Assert.IsType<RecoveryOutcome.NotDamaged>(await NowAsync(terminal));
    }

    [Fact]
    public async Task The_replica_that_served_serves_after_a_recovery_and_none_that_was_only_fetched()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        var before = terminal.Sell("COFFEE");
        terminal.Sell("BREAD");

        await terminal.RestartAsync(() =>
        {
            var serving = Directory.GetFiles(terminal.Folder, "replica-*.db").Max(StringComparer.Ordinal)!;
            var fetched = Path.Combine(terminal.Folder, "replica-9.db");
            File.Copy(serving, fetched);
            using (var connection = new SqliteConnection($"Data Source={fetched};Pooling=False"))
            {
                connection.Open();
                using var command = connection.CreateCommand();
                command.CommandText = "UPDATE price SET amount = amount * 2";
                command.ExecuteNonQuery();
            }

            terminal.Tamper("DELETE FROM fact WHERE position = 3");
            TerminalEngine.RecoverAsync(terminal.Folder, terminal.Options, terminal.Clock).GetAwaiter().GetResult();
        });

        Assert.Equal(before.Total, terminal.Sell("COFFEE").Total);
    }

    [Fact]
    [Trait("guarantee", "G24")]
    public async Task Whatever_bytes_are_damaged_the_terminal_says_so_or_is_whole_and_can_be_recovered()
    {
        const int seed = 20261123, rounds = 40, sales = 40;
        var random = new Random(seed);
        await using var terminal = await TerminalShop.OpenAsync();
        for (var i = 0; i < sales; i++) terminal.Sell(i % 2 == 0 ? "COFFEE" : "BREAD");
        var path = Path.Combine(terminal.Folder, "journal.db");
        byte[] whole = [];
        await terminal.RestartAsync(() => whole = File.ReadAllBytes(path));
        var damaged = 0;
        for (var round = 0; round < rounds; round++)
        {
            RecoveryOutcome? outcome = null;
            await terminal.RestartAsync(() =>
            {
                File.Delete(path + "-wal");
                File.WriteAllBytes(path, Spoilt(whole, random));
                outcome = TerminalEngine.RecoverAsync(terminal.Folder, terminal.Options, terminal.Clock).GetAwaiter().GetResult();
            });

            terminal.Sell("COFFEE");
            var report = terminal.Engine.Verify();
            Assert.True(report.Ok, $"Seed {seed}, round {round}: {string.Join(' ', report.Violations)}");
            Assert.True(outcome is RecoveryOutcome.Recovered or RecoveryOutcome.NotDamaged, $"Seed {seed}, round {round}: {outcome}");
            // The shift, the sales, perhaps the beginning of an epoch, and the one just sold: none twice.
            Assert.InRange(report.Facts, 2, sales + 4);
            if (outcome is RecoveryOutcome.Recovered) damaged++;
            else Assert.Equal(sales + 2, report.Facts);
        }

        Assert.InRange(damaged, 5, rounds);
    }

    [Fact]
    public async Task Damage_found_while_selling_stops_it_clearly_and_what_is_there_can_still_be_exported()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        terminal.Sell("COFFEE");
        terminal.Tamper("UPDATE fact SET payload = replace(payload, 'Flat white', 'Flat black') WHERE position = 2");
        var told = 0;
        terminal.Engine.JournalDamaged += () => told++;

        terminal.Engine.CheckFiles();

        Assert.NotNull(terminal.Engine.JournalDamage);
        Assert.NotNull(terminal.Engine.Status.JournalDamage);
        Assert.Equal(1, told);
        Assert.Equal(CartRefusal.JournalDamaged, Assert.IsType<CartOutcome.Refused>(terminal.Engine.Register.Add("COFFEE", null)).Reason);
        Assert.Equal(2, terminal.Engine.ExportJournal(Path.Combine(terminal.Folder, "export.bin")));
    }

    [Fact]
    public async Task A_fact_whose_row_makes_no_sense_stops_selling_as_any_damage_does()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        terminal.Sell("COFFEE");
        terminal.Tamper("UPDATE fact SET store = '' WHERE position = 2");

        terminal.Engine.CheckFiles();

        Assert.NotNull(terminal.Engine.JournalDamage);
        Assert.NotEmpty(terminal.Engine.Verify().Violations);
    }

    [Fact]
    public async Task A_whole_journal_is_looked_at_every_week_and_says_when()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        terminal.Sell("COFFEE");
        Assert.Null(terminal.Engine.LastFullCheck);

        terminal.Engine.CheckFiles();

        Assert.Equal(terminal.Clock.GetUtcNow(), terminal.Engine.LastFullCheck);
        Assert.Null(terminal.Engine.JournalDamage);
    }

    [Fact]
    public async Task A_crash_between_setting_the_old_journal_aside_and_the_new_one_loses_nothing()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        var sold = terminal.Sell("COFFEE");

        await terminal.RestartAsync(() => File.Move(Path.Combine(terminal.Folder, "journal.db"), Path.Combine(terminal.Folder, "journal-recovered.db")));

        Assert.NotNull(terminal.Engine.Receipts.Find(sold.ReceiptNumber));
    }

    [Fact]
    [Trait("guarantee", "G6")]
    public async Task On_another_machine_it_goes_on_in_an_epoch_of_its_own_also_without_a_line()
    {
        await using var terminal = await TerminalShop.OpenAsync(configure: options => options.Machine = "first");
        terminal.Sell("COFFEE");
        await terminal.RestartAsync();
        Assert.Equal("1", terminal.Engine.Status.Epoch.Value);

        await terminal.RestartAsync(() => terminal.Options.Machine = "second");
        var there = terminal.Sell("COFFEE");
        Assert.True(terminal.Engine.IsOnOtherMachine);
        await terminal.RestartAsync();

        Assert.NotEqual("1", there.Epoch.Value);
        Assert.Equal(there.Epoch, terminal.Engine.Status.Epoch);
        Assert.False(terminal.Engine.IsOnOtherMachine);
        Assert.Empty(terminal.Engine.Verify().Violations);
    }

    private static async Task<RecoveryOutcome?> NowAsync(TerminalFixture terminal)
    {
        RecoveryOutcome? outcome = null;
        await terminal.RestartAsync(() => outcome = TerminalEngine.RecoverAsync(terminal.Folder, terminal.Options, terminal.Clock).GetAwaiter().GetResult());
        return outcome;
    }

    // One bad place of up to a page, anywhere, as a failing disk leaves it.
    private static byte[] Spoilt(byte[] whole, Random random)
    {
        var bytes = whole.ToArray();
        var length = random.Next(4) == 0 ? 4096 : random.Next(1, 64);
        var at = length == 4096 ? 4096 * random.Next(bytes.Length / 4096) : random.Next(bytes.Length - length);
        random.NextBytes(bytes.AsSpan(at, length));
        return bytes;
    }
}
