using Microsoft.Data.Sqlite;
using PosCloud.SystemTests.Stage;
using PosCloud.Terminal.Engine;
using PosCloud.Terminal.Engine.Journal;

namespace PosCloud.SystemTests.Guarantees;

/// <summary>G24: a terminal's disk damages its journal while sales wait on it.</summary>
[Trait("guarantee", "G24")]
public sealed class DamagedJournalTests(HubStage hub) : IClassFixture<HubStage>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_damaged_journal_is_not_sold_on_and_everything_readable_reaches_the_hub_once()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 100));
        var till = await hub.OpenTillAsync();
        for (var i = 0; i < 3; i++) till.Sell(sku);
        await hub.SettleAsync(till);
        till.Line.Cut();
        for (var i = 0; i < 6; i++) till.Sell(sku);
        RecoveryOutcome? outcome = null;

        await till.ReopenAsync(folder =>
        {
            // One sale that the hub doesn't have can't be read any more: sequence 7 of 10.
            Spoil(folder, "DELETE FROM fact WHERE sequence = 7");
            Assert.Throws<JournalDamagedException>(() => TerminalEngine.Open(folder));
            outcome = TerminalEngine.RecoverAsync(folder, new TerminalEngineOptions { Journal = { ReserveBytes = 0 } }, hub.Clock).GetAwaiter().GetResult();
        });
        var after = till.Sell(sku);
        till.Line.Join();
        await hub.SettleAsync(till);
        Assert.Equal(6, (await hub.OrdersAsync(till)).Count);
        var recovered = Assert.IsType<RecoveryOutcome.Recovered>(outcome);
        var file = Convert.ToBase64String(await File.ReadAllBytesAsync(recovered.Export, Cancellation));
        var imported = (await hub.VerbAsync("import-journal", ("file", file))).Expect(0).Json;
        await hub.SettleAsync(till);

        Assert.Equal((3, 6, true), (imported.GetProperty("accepted").GetInt32(), imported.GetProperty("known").GetInt32(), imported.GetProperty("sealed").GetBoolean()));
        var receipts = (await hub.OrdersAsync(till)).Select(order => order.ReceiptNumber).ToList();
        Assert.Equal((9, 9), (receipts.Count, receipts.Distinct().Count()));
        Assert.Equal(recovered.Epoch, after.Epoch);
        Assert.Equal(91_000, await hub.OnHandAsync(sku));
        Assert.Equal(91_000, till.Available(sku));
        var told = await hub.QueryAsync(data => data.Exceptions.Where(row => row.Terminal == till.Name));
        Assert.Equal(["hole", "own-epoch"], told.Select(row => row.Kind).Order(StringComparer.Ordinal));
        Assert.Empty((await hub.VerbAsync("verify")).List("violations"));
    }

    private static void Spoil(string folder, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "journal.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.Equal(1, command.ExecuteNonQuery());
    }
}
