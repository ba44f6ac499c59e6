using Microsoft.Extensions.Time.Testing;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Protocol.Export;
using PosCloud.Protocol.Sync;
using PosCloud.Terminal.Engine;
using PosCloud.Terminal.Engine.Journal;
using PosCloud.Terminal.Engine.Register;
using PosCloud.Terminal.Engine.Shifts;
using Xunit;

namespace PosCloud.UnitTests.Engine;

/// <summary>The journal's oldest facts are deleted when nobody needs them here, and not one before; what is left is proved as before.</summary>
public sealed class CompactionTests
{
    /// <summary>The first shift: its opening, three sales, its closing. The second shift stays, whatever its age.</summary>
    private const int All = 5;

    [Fact]
    public async Task What_is_deleted_leaves_a_journal_that_is_whole_sells_and_syncs()
    {
        await using var shop = await Shop.OldAsync();
        var terminal = shop.Terminal;

        Assert.Equal(All, terminal.Engine.DeleteOldFacts());
        Assert.Equal(0, terminal.Engine.DeleteOldFacts());

        Assert.Empty(terminal.Engine.Verify().Violations);
        await terminal.RestartAsync();
        var sold = terminal.Sell("BREAD");
        await terminal.SyncAsync();
        Assert.Equal("S1T1-1-000005", sold.ReceiptNumber.Value);
        Assert.Equal((0, 3L, (long)All), (terminal.Engine.Sync.Pending.Facts, terminal.Engine.Status.Kept.Facts, terminal.Engine.Status.Kept.Deleted));
        Assert.Empty(terminal.Engine.Verify().Violations);
        Assert.IsType<ShiftOutcome.Done>(terminal.Engine.Shifts.Close(null));
        Assert.Equal(3, Assert.IsType<ShiftOutcome.Done>(terminal.Engine.Shifts.Open(TerminalFixture.Eur(0))).Report.Number);
        Assert.Null(terminal.Engine.Receipts.Find(ReceiptNumber.Parse("S1T1-1-000001")));
        Assert.Equal(2, terminal.Engine.Receipts.Recent().Count);
    }

    [Theory]
    [InlineData("told 89 days ago", 0)]
    [InlineData("the device's clock stepped forward", 0)]
    [InlineData("the hub's clock stepped forward", 0)]
    [InlineData("no answer in this run", 0)]
    [InlineData("in no verified backup", 0)]
    [InlineData("two in the verified backup", 2)]
    [InlineData("the backup has another line", 0)]
    [InlineData("a new history of the hub", 0)]
    [InlineData("a new history of the hub with a new backup", 0)]
    [InlineData("two acknowledged", 2)]
    [InlineData("not applied", 0)]
    [InlineData("the third in quarantine", 2)]
    [InlineData("the third in the hub's quarantine", 2)]
    [InlineData("the third names a branch", 2)]
    [InlineData("its shift is open", 0)]
    [InlineData("its shift is the newest", 0)]
    [InlineData("two receipts are kept", 3)]
    [InlineData("the second is being returned", 2)]
    [InlineData("the disk is nearly full", 0)]
    [InlineData("the third is damaged", 2)]
    [InlineData("in the first format", 0)]
    public async Task A_fact_stays(string because, int deleted)
    {
        await using var shop = await Shop.OldAsync(because);

        Assert.Equal(deleted, shop.Terminal.Engine.DeleteOldFacts());
        if (because != "the third is damaged") Assert.Empty(shop.Terminal.Engine.Verify().Violations);
    }

    [Fact]
    public async Task What_a_new_history_of_the_hub_has_had_in_a_backup_for_90_days_goes()
    {
        await using var shop = await Shop.OldAsync("a new history of the hub with a new backup");
        shop.Advance(TimeSpan.FromDays(91));
        await shop.Terminal.SyncAsync();

        Assert.Equal(All, shop.Terminal.Engine.DeleteOldFacts());
    }

    [Fact]
    public async Task The_hub_is_told_where_the_journal_begins_when_it_begins_a_new_history_and_only_then()
    {
        await using var shop = await Shop.OldAsync();
        var terminal = shop.Terminal;
        terminal.Engine.DeleteOldFacts();
        await terminal.SyncAsync();
        Assert.Null(terminal.Hub.Requests[^1].Deleted);

        terminal.Hub.Epoch = "hub-2";
        await terminal.SyncAsync();

        var told = Assert.Single(terminal.Hub.Requests.Last(request => request.Deleted is not null).Deleted!);
        Assert.Equal((JournalEpoch.First, (long)All, terminal.Hub.Journal["1"][All - 1].Frame.ChainHash), (told.Epoch, told.Sequence.Value, told.ChainHash));
        terminal.Sell("BREAD");
        await terminal.SyncAsync();
        Assert.Null(terminal.Hub.Requests[^1].Deleted);
        Assert.Equal(8, terminal.Hub.Journal["1"].Count);
    }

    [Theory]
    [InlineData("UPDATE fact SET payload = replace(payload, 'Sourdough', 'Rye') WHERE position = 8", 2, 3)]
    [InlineData("DELETE FROM fact WHERE position = 6", 0, 2)]
    public async Task What_is_left_can_be_exported_and_recovered_when_it_is_damaged(string damage, long kept, long salvaged)
    {
        await using var shop = await Shop.OldAsync();
        var terminal = shop.Terminal;
        terminal.Engine.DeleteOldFacts();
        terminal.Sell("BREAD");
        var path = Path.Combine(terminal.Folder, "export.bin");
        Assert.Equal(3, terminal.Engine.ExportJournal(path));
        var file = JournalFile.TryRead(await File.ReadAllBytesAsync(path), out _)!;
        Assert.Equal(terminal.Hub.Journal["1"][All - 1].Frame.ChainHash, file.Facts[0].Previous);
        RecoveryOutcome? outcome = null;

        await terminal.RestartAsync(() =>
        {
            terminal.Tamper(damage);
            outcome = TerminalEngine.RecoverAsync(terminal.Folder, terminal.Options, terminal.Clock).GetAwaiter().GetResult();
        });

        var recovered = Assert.IsType<RecoveryOutcome.Recovered>(outcome);
        Assert.Equal((kept, salvaged), (recovered.Facts, recovered.Salvaged));
        Assert.Equal((long)All, terminal.Engine.Status.Kept.Deleted);
        terminal.Sell("COFFEE");
        await terminal.SyncAsync();
        var report = terminal.Engine.Verify();
        Assert.Empty(report.Violations);
        Assert.Equal(0, terminal.Engine.Sync.Pending.Facts);
        long? again = null;
        await terminal.RestartAsync(() => again = TerminalEngine.Salvage(terminal.Folder, path));
        Assert.Equal(report.Facts, again);
    }

    [Theory]
    [InlineData("UPDATE meta SET value = replace(value, '5 3 5 ', '5 2 5 ') WHERE key = 'floor/1'", "ends at")]
    [InlineData("UPDATE meta SET value = '4' || substr(value, 2) WHERE key = 'floor/1'", "does not follow")]
    [InlineData("DELETE FROM meta WHERE key = 'floor/1'", "does not follow")]
    [InlineData("DELETE FROM fact WHERE position = 6", "missing")]
    [InlineData("DELETE FROM local_order WHERE position = 7", "local_order")]
    public async Task Verifying_finds_a_beginning_that_was_changed_behind_its_back(string sql, string finding)
    {
        await using var shop = await Shop.OldAsync();
        shop.Terminal.Engine.DeleteOldFacts();

        await shop.Terminal.RestartAsync(() => shop.Terminal.Tamper(sql));

        Assert.Contains(shop.Terminal.Engine.Verify().Violations, violation => violation.Contains(finding, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_journal_that_does_not_say_where_it_begins_is_not_sold_on()
    {
        await using var shop = await Shop.OldAsync();
        shop.Terminal.Engine.DeleteOldFacts();
        await shop.Terminal.RestartAsync(() =>
        {
            shop.Terminal.Tamper("UPDATE meta SET value = 'x' || value WHERE key = 'floor/1'");
            Assert.Throws<JournalDamagedException>(() => TerminalEngine.Open(shop.Terminal.Folder, shop.Terminal.Options, shop.Terminal.Clock));
            shop.Terminal.Tamper("UPDATE meta SET value = substr(value, 2) WHERE key = 'floor/1'");
        });

        Assert.Empty(shop.Terminal.Engine.Verify().Violations);
    }

    [Fact]
    public async Task Stock_shown_stays_what_it_was_when_movements_go()
    {
        await using var shop = await Shop.OldAsync();
        var before = shop.Terminal.Engine.Catalogue.Stock(Sku.Parse("COFFEE"));

        shop.Terminal.Engine.DeleteOldFacts();

        Assert.Equal(before.Available, shop.Terminal.Engine.Catalogue.Stock(Sku.Parse("COFFEE")).Available);
    }

    /// <summary>A terminal whose first shift is 91 days old, applied and in a verified backup, but for one reason.</summary>
    private sealed class Shop : IAsyncDisposable
    {
        private readonly FakeTimeProvider _hubClock = new(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));

        public TerminalFixture Terminal { get; private set; } = null!;

        public static async Task<Shop> OldAsync(string? because = null)
        {
            var shop = new Shop();
            var terminal = shop.Terminal = await TerminalFixture.EnrolledAsync(
                options =>
                {
                    options.Journal.FreeBytes = _ => 1L << 40;
                    options.Journal.ReceiptsKept = because == "two receipts are kept" ? 2 : 0;
                    if (because == "in the first format") options.Journal.Migrations = [];
                },
                synced: false,
                new MemoryHub(shop._hubClock).WithShop());
            await terminal.SyncAsync();
            var sold = shop.Trade(because);
            if (because == "the third in the hub's quarantine") terminal.Hub.Quarantined.Add(3);
            await terminal.SyncAsync();
            if (because != "not applied") terminal.Hub.Reconcile();
            terminal.Hub.Durable = shop.Backup(because);
            await terminal.SyncAsync();
            shop.Advance(
                TimeSpan.FromDays(because is "told 89 days ago" or "the device's clock stepped forward" ? 89 : 91),
                because is "told 89 days ago" ? TimeSpan.FromDays(89) : because is "the hub's clock stepped forward" ? TimeSpan.FromDays(1) : TimeSpan.FromDays(91));
            if (because == "no answer in this run")
            {
                await terminal.RestartAsync();
                return shop;
            }

            if (because?.StartsWith("a new history", StringComparison.Ordinal) == true)
            {
                terminal.Hub.Epoch = "hub-2";
                if (because == "a new history of the hub") terminal.Hub.Durable = null;
            }

            await terminal.SyncAsync();
            shop.Spoil(because, sold);
            return shop;
        }

        public void Advance(TimeSpan both) => Advance(both, both);

        public ValueTask DisposeAsync() => Terminal.DisposeAsync();

        private void Advance(TimeSpan hub, TimeSpan device)
        {
            _hubClock.Advance(hub);
            Terminal.Clock.Advance(device);
        }

        private CompletedOrder Trade(string? because)
        {
            Terminal.Sell("COFFEE");
            var sold = Terminal.Sell("BREAD");
            Terminal.Sell("COFFEE");
            if (because == "its shift is open") return sold;
            Assert.IsType<ShiftOutcome.Done>(Terminal.Engine.Shifts.Close(null));
            if (because == "its shift is the newest") Terminal.Engine.Stock.Receive(Sku.Parse("BREAD"), Quantity.Pieces(1));
            else Terminal.Sell("COFFEE");
            return sold;
        }

        private List<EpochPosition>? Backup(string? because)
        {
            var through = because == "two in the verified backup" ? 2 : Terminal.Hub.Journal["1"].Count;
            var chain = because == "the backup has another line" ? Sha256Digest.Of("another"u8) : Terminal.Hub.Journal["1"][through - 1].Frame.ChainHash;
            return because == "in no verified backup" ? null : [new EpochPosition(JournalEpoch.First, new JournalSequence(through), chain)];
        }

        private void Spoil(string? because, CompletedOrder second)
        {
            switch (because)
            {
                case "two acknowledged":
                    Terminal.Tamper("UPDATE journal_epoch SET acknowledged = 2");
                    break;
                case "the third in quarantine":
                    Terminal.Tamper("INSERT INTO quarantined VALUES ('1', 3, 'DAMAGED', '')");
                    break;
                case "the third in the hub's quarantine":
                    Terminal.Tamper("DELETE FROM quarantined");
                    break;
                case "the third names a branch":
                    Terminal.Tamper("INSERT INTO told_branch SELECT '1', 'S1', lower(hex(chain_hash)) FROM fact WHERE position = 3");
                    break;
                case "the second is being returned":
                    Assert.IsType<CartOutcome.Done>(Terminal.Engine.Register.AddReturn(second.ReceiptNumber.Value, 1, Quantity.Pieces(1)));
                    break;
                case "the disk is nearly full":
                    Terminal.Options.Journal.FreeBytes = _ => 100L << 20;
                    break;
                case "the third is damaged":
                    Terminal.Tamper("UPDATE fact SET payload = replace(payload, 'Sourdough', 'Rye') WHERE position = 3");
                    break;
            }
        }
    }
}
