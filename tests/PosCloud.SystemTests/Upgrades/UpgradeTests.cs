using Microsoft.Data.Sqlite;
using PosCloud.SystemTests.Stage;
using PosCloud.TestKit.Golden;
using PosCloud.Terminal.Engine.Journal;

namespace PosCloud.SystemTests.Upgrades;

/// <summary>G25: a shop of an earlier release is updated while a terminal holds 500 facts that the hub doesn't have.</summary>
[Trait("guarantee", "G25")]
public sealed class UpgradeTests(HubStage hub) : IClassFixture<HubStage>
{
    [Fact]
    public async Task Every_format_a_journal_ever_had_has_a_kept_shop()
    {
        if (GoldenFolder.Writes && !KeptShop.Formats.Contains(JournalSchema.Version))
        {
            var bytes = await TradeAsync();
            GoldenFolder.Read(KeptShop.NameOf(JournalSchema.Version), () => bytes);
        }

        Assert.Equal(Enumerable.Range(1, (int)JournalSchema.Version).Select(format => (long)format), KeptShop.Formats);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task After_an_update_offline_with_500_unsent_facts_the_terminal_sells_and_all_are_accepted(long format)
    {
        await hub.StopAsync();
        var folder = KeptShop.Unpack(format, hub);
        var before = Facts(folder);
        await hub.StartAsync();
        var till = hub.OpenCopy(folder, Settings());

        till.Line.Cut();
        var sold = till.Sell(("COFFEE", 1), ("TOMATO", 0.25m));
        await till.TrySyncAsync();
        var pending = till.Engine.Sync.Pending.Facts;
        till.Line.Join();
        await hub.SettleAsync(till);

        Assert.Equal("1", sold.Epoch.Value);
        Assert.Equal(KeptShop.Unsent + 1, pending);
        var taken = await hub.FactsAsync(till);
        Assert.Equal(before, taken.SkipLast(1).Select(fact => Convert.ToHexStringLower(fact.ContentHash) + Convert.ToHexStringLower(fact.ChainHash)));
        Assert.Equal(sold.ChainHash.ToArray(), taken[^1].ChainHash);
        Assert.All(taken, fact => Assert.Equal("A", fact.Status));
        Assert.Equal(till.Available("COFFEE"), await hub.OnHandAsync("COFFEE"));
        Assert.True(till.Engine.Verify().Ok);
        Assert.Empty((await hub.VerbAsync("verify")).List("violations"));
    }

    public static TheoryData<long> Formats() => [.. KeptShop.Formats];

    private TillSettings Settings() => new(Configure: options => (options.HubUrl, options.Machine) = (hub.Address, KeptShop.Machine));

    private async Task<byte[]> TradeAsync()
    {
        await hub.StockAsync(new Goods("COFFEE", 6.49m, 2_000), new Goods("TOMATO", 2.99m, 500, "kg", 5m));
        var till = await hub.OpenTillAsync(settings: Settings());
        for (var i = 0; i < 20; i++) till.Sell(("COFFEE", 1), ("TOMATO", 0.5m));
        await hub.SettleAsync(till);
        till.Line.Cut();
        var back = till.Sell(("COFFEE", 3));
        till.TakeBack(back);
        till.Engine.Stock.Count(Domain.Identity.Sku.Parse("TOMATO"), new Domain.Measures.Quantity(480_000));
        for (var i = till.Engine.Sync.Pending.Facts; i < KeptShop.Unsent; i++) till.Sell(("COFFEE", 1 + (i % 3)), ("TOMATO", 0.1m * (1 + (i % 7))));
        await till.DisposeAsync();
        await hub.StopAsync();
        var bytes = KeptShop.Pack(hub.DataFolder, till.Folder);
        await hub.StartAsync();
        return bytes;
    }

    /// <summary>Both hashes of each fact, read from the file without the program.</summary>
    private static List<string> Facts(string folder)
    {
        using var journal = new SqliteConnection($"Data Source={Path.Combine(folder, "journal.db")};Pooling=False");
        journal.Open();
        using var command = journal.CreateCommand();
        command.CommandText = "SELECT lower(hex(content_hash)) || lower(hex(chain_hash)) FROM fact ORDER BY position";
        using var row = command.ExecuteReader();
        var facts = new List<string>();
        while (row.Read()) facts.Add(row.GetString(0));
        return facts;
    }
}
