using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Terminal.Engine;
using PosCloud.Terminal.Engine.Journal;
using PosCloud.Terminal.Engine.Register;
using PosCloud.Terminal.Engine.Shifts;
using Xunit;
using static PosCloud.UnitTests.Engine.TerminalFixture;

namespace PosCloud.UnitTests.Engine;

public sealed class JournalTests
{
    [Fact]
    public async Task Receipt_numbers_are_dense_over_restarts()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        var numbers = new List<long>();
        for (var i = 0; i < 20; i++)
        {
            numbers.Add(terminal.Sell("COFFEE").ReceiptNumber.Counter);
            if (i % 7 == 6) await terminal.RestartAsync();
        }

        Assert.Equal(Enumerable.Range(1, 20).Select(n => (long)n), numbers);
        Assert.Empty(terminal.Engine.Verify().Violations);
    }

    [Fact]
    public async Task A_second_process_is_refused()
    {
        await using var terminal = await TerminalShop.OpenAsync();

        var problem = Assert.Throws<JournalLockedException>(() => TerminalEngine.Open(terminal.Folder, terminal.Options, terminal.Clock));

        Assert.Contains(terminal.Folder, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_of_a_newer_version_is_left_alone()
    {
        await using var terminal = await TerminalShop.OpenAsync();

        await terminal.RestartAsync(() =>
        {
            terminal.Tamper("PRAGMA user_version=99");
            var problem = Assert.Throws<JournalTooNewException>(() => TerminalEngine.Open(terminal.Folder, terminal.Options, terminal.Clock));
            Assert.Equal(99, problem.Found);
            terminal.Tamper($"PRAGMA user_version={JournalSchema.Version}");
        });
    }

    [Fact]
    public async Task A_file_that_is_no_journal_is_reported_as_damaged()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        var kept = "";
        await terminal.RestartAsync(() =>
        {
            var path = Path.Combine(terminal.Folder, "journal.db");
            kept = path + ".kept";
            File.Move(path, kept);
            File.Delete(path + "-wal");
            File.WriteAllText(path, new string('x', 8192));
            Assert.Throws<JournalDamagedException>(() => TerminalEngine.Open(terminal.Folder, terminal.Options, terminal.Clock));
            File.Move(kept, path, overwrite: true);
        });
    }

    [Theory]
    [InlineData("UPDATE fact SET payload = replace(payload, 'Flat white', 'Flat black') WHERE position = 2", "content")]
    [InlineData("DELETE FROM fact WHERE position = 2", "missing")]
    [InlineData("UPDATE local_order SET total = total + 1", "local_order")]
    [InlineData("UPDATE local_movement SET quantity = 0", "local_movement")]
    [InlineData("UPDATE journal_epoch SET last_receipt = 7", "ends at")]
    public async Task Verifying_finds_what_was_changed_behind_its_back(string sql, string finding)
    {
        await using var terminal = await TerminalShop.OpenAsync();
        terminal.Sell("COFFEE");
        terminal.Sell("BREAD");
        Assert.True(terminal.Engine.Verify().Ok);
        // What the hub doesn't have yet is looked at when the journal is opened; this is about the rest.
        await terminal.SyncAsync();

        await terminal.RestartAsync(() => terminal.Tamper(sql));

        Assert.Contains(terminal.Engine.Verify().Violations, v => v.Contains(finding, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("DELETE FROM fact WHERE position = 3")]
    [InlineData("UPDATE fact SET payload = replace(payload, 'Sourdough', 'Rye') WHERE position = 3")]
    [InlineData("UPDATE journal_epoch SET last_sequence = 2")]
    public async Task A_journal_whose_end_is_damaged_is_not_continued(string sql)
    {
        await using var terminal = await TerminalShop.OpenAsync();
        terminal.Sell("COFFEE");
        terminal.Sell("BREAD");
        var whole = "";
        await terminal.RestartAsync(() =>
        {
            whole = Path.Combine(terminal.Folder, "journal.db");
            File.Copy(whole, whole + ".kept");
            terminal.Tamper(sql);
            Assert.Throws<JournalDamagedException>(() => TerminalEngine.Open(terminal.Folder, terminal.Options, terminal.Clock));
            File.Move(whole + ".kept", whole, overwrite: true);
            File.Delete(whole + "-wal");
            File.Delete(whole + "-shm");
        });
    }

    [Fact]
    [Trait("guarantee", "G12")]
    public async Task Unpairing_never_destroys_unsent_sales()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        terminal.Sell("COFFEE");
        UnpairOutcome? refused = null, forced = null;

        await terminal.RestartAsync(() =>
        {
            refused = TerminalEngine.UnpairAsync(terminal.Folder, force: false, terminal.Options, terminal.Clock).GetAwaiter().GetResult();
            forced = TerminalEngine.UnpairAsync(terminal.Folder, force: true, terminal.Options, terminal.Clock).GetAwaiter().GetResult();
        });

        Assert.Equal(2, Assert.IsType<UnpairOutcome.Refused>(refused).Pending.Facts);
        var unpaired = Assert.IsType<UnpairOutcome.Unpaired>(forced);
        Assert.True(new FileInfo(unpaired.Journal).Length > 0 && new FileInfo(unpaired.Export!).Length > 0);
        Assert.Null(terminal.Engine.Identity);
    }

    [Fact]
    public async Task A_terminal_set_back_to_an_old_copy_goes_on_in_a_new_epoch_and_repeats_no_number()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        terminal.Sell("COFFEE");
        await terminal.SyncAsync();
        var copy = Directory.CreateTempSubdirectory("engine-old-").FullName;
        await terminal.RestartAsync(() => CopyAsCrashed(terminal.Folder, copy));
        var lost = terminal.Sell("COFFEE", 2);
        await terminal.SyncAsync();
        terminal.Hub.Reconcile();
        await terminal.RestartAsync(() =>
        {
            foreach (var file in Directory.GetFiles(terminal.Folder, "*.db*")) File.Delete(file);
            CopyAsCrashed(copy, terminal.Folder);
        });

        terminal.Hub.GiveEpochWhenBehind = JournalEpoch.Parse("K7QF");
        await terminal.SyncAsync();
        var next = terminal.Sell("COFFEE");

        Assert.Equal("S1T1-1-000002", lost.ReceiptNumber.Value);
        Assert.Equal("S1T1-K7QF-000001", next.ReceiptNumber.Value);
        Assert.Equal(Quantity.Pieces(6), terminal.Engine.Catalogue.Stock(Sku.Parse("COFFEE")).Available);
        await terminal.SyncAsync();
        Assert.Equal(3, terminal.Hub.Journal["1"].Count);
        Directory.Delete(copy, recursive: true);
    }

    [Fact]
    public async Task A_branch_that_the_hub_no_longer_knows_is_asked_for_again_with_the_facts()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        terminal.Sell("COFFEE");
        await terminal.SyncAsync();
        terminal.Hub.Reconcile();
        // The hub was set back and has these facts from another device, on its first line.
        terminal.Tamper("UPDATE told_branch SET branch = 'a4c1'");

        var report = await terminal.Engine.Sync.SyncNowAsync(CancellationToken.None);

        Assert.Null(report.Error);
        Assert.Equal(2, report.Uploaded);
        Assert.Equal(Quantity.Pieces(9), terminal.Engine.Catalogue.Stock(Sku.Parse("COFFEE")).Available);
    }

    [Fact]
    [Trait("guarantee", "G1")]
    public async Task A_crash_at_any_point_leaves_all_of_a_sale_or_none()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        var copies = Directory.CreateTempSubdirectory("engine-crash-").FullName;
        var printed = new List<string>();
        terminal.Engine.Register.OrderCompleted += order => printed.Add(order.ReceiptNumber.Value);
        for (var i = 0; i < 25; i++)
        {
            terminal.Engine.Register.Add("COFFEE");
            if (i % 2 == 0) CopyAsCrashed(terminal.Folder, Path.Combine(copies, $"{i}-open"));
            terminal.PayInCash();
            CopyAsCrashed(terminal.Folder, Path.Combine(copies, $"{i}-paid"));

            await using var after = TerminalEngine.Open(Path.Combine(copies, $"{i}-paid"), terminal.Options, terminal.Clock);
            Assert.Equal(printed, after.Receipts.Recent(100).Reverse().Select(o => o.ReceiptNumber.Value));
            Assert.Empty(after.Verify().Violations);
        }

        await using var open = TerminalEngine.Open(Path.Combine(copies, "24-open"), terminal.Options, terminal.Clock);
        Assert.Single(open.Register.Cart.Lines);
        Assert.Equal(24, open.Receipts.Recent(100).Count);
        Directory.Delete(copies, recursive: true);
    }

    [Fact]
    [Trait("guarantee", "G11")]
    public async Task A_full_disk_refuses_the_sale_clearly_and_still_lets_the_shift_be_closed()
    {
        await using var terminal = await TerminalShop.OpenAsync(configure: options => options.Journal.MaxPages = 120);
        var sold = 0;
        var refused = false;
        try
        {
            for (; sold < 2_000 && !refused; sold++)
            {
                refused = terminal.Engine.Register.Add("COFFEE") is CartOutcome.Refused { Reason: CartRefusal.DiskFull };
                if (!refused) terminal.PayInCash();
            }
        }
        catch (DiskFullException)
        {
            refused = true;
        }

        Assert.True(refused);
        Assert.True(terminal.Engine.IsDiskFull);
        Assert.Equal(new CartOutcome.Refused(CartRefusal.DiskFull), terminal.Engine.Register.Add("BREAD"));
        foreach (var tender in terminal.Engine.Register.Cart.Tenders) terminal.Engine.Register.RemoveTender(tender.Key);
        var z = Assert.IsType<ShiftOutcome.Done>(terminal.Engine.Shifts.Close(null)).Report;
        Assert.Equal(terminal.Engine.Receipts.Recent(5_000).Count, z.Orders);
        Assert.Empty(terminal.Engine.Verify().Violations);
    }

    [Fact]
    public async Task A_clock_that_was_set_back_is_recorded_and_selling_goes_on()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        terminal.Sell("COFFEE");
        await terminal.RestartAsync(clock: new FakeTimeProvider(terminal.Clock.GetUtcNow().AddDays(-3)));

        var order = terminal.Sell("COFFEE");

        Assert.Equal("S1T1-1-000002", order.ReceiptNumber.Value);
        Assert.Equal(4, order.Sequence.Value);
        Assert.Empty(terminal.Engine.Verify().Violations);
    }

    [Fact]
    public async Task Committing_an_order_takes_about_a_millisecond()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        var times = new List<double>();
        for (var i = 0; i < 200; i++)
        {
            terminal.Engine.Register.Add("COFFEE");
            terminal.Engine.Register.Add("BREAD");
            terminal.Engine.Register.AddTender(PosCloud.Domain.Facts.Tender.Cash, Eur(6.80m));
            var start = Stopwatch.GetTimestamp();
            terminal.Engine.Register.Complete();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times.Sort();
        TestContext.Current.TestOutputHelper?.WriteLine($"order commit p50 {times[100]:0.00} ms, p99 {times[198]:0.00} ms");
        // The limit is generous for busy machines; the figure above is what counts.
        Assert.True(times[100] < 10, $"p50 {times[100]:0.00} ms");
    }

    [Fact]
    public async Task An_export_holds_every_fact_as_it_would_be_sent()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        terminal.Sell("COFFEE");
        terminal.Sell("BREAD");
        var path = Path.Combine(terminal.Folder, "export.bin");

        var facts = terminal.Engine.ExportJournal(path);

        Assert.Equal(3, facts);
        Assert.StartsWith("{\"format\":\"poscloud-journal-1\",\"terminal\":\"S1T1\"", await File.ReadAllTextAsync(path), StringComparison.Ordinal);
        Assert.False(File.Exists(path + ".part"));
    }

    // What a power cut leaves: the files as they are at this moment, the write-ahead log included.
    private static void CopyAsCrashed(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var target = File.Create(Path.Combine(to, Path.GetFileName(file)));
            source.CopyTo(target);
        }
    }
}
