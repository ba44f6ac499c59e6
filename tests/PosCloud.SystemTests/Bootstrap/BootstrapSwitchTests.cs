using Microsoft.Extensions.DependencyInjection;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Enrolment;
using PosCloud.SystemTests.Stage;
using PosCloud.Terminal.Engine.Register;

namespace PosCloud.SystemTests.Bootstrap;

/// <summary>What happens around a new replica: selling goes on, the hub restarts, files are replaced, terminals move.</summary>
[Trait("guarantee", "G23")]
public sealed class BootstrapSwitchTests(BootstrapStage hub) : IClassFixture<BootstrapStage>
{
    [Fact]
    public async Task Selling_goes_on_while_a_new_replica_is_fetched_and_switched_to_and_every_sale_counts_once()
    {
        var till = await hub.OpenTillAsync();
        till.Sell("SKU-1");
        await hub.SettleAsync(till);
        var before = till.Available("SKU-1");
        await ForgetCursorAsync(till);
        var sold = 0;
        var shown = new List<long>();
        // One sale per piece of the file that comes, from the cashier's side of the engine.
        till.Line.Watch((_, body) => new CallingStream(body, () =>
        {
            Assert.IsType<CartOutcome.Done>(till.Engine.Register.Add("SKU-1"));
            till.Pay();
            sold++;
            shown.Add(till.Available("SKU-1") + (sold * 1_000));
        }));

        await till.SyncAsync();
        await hub.SettleAsync(till);

        Assert.True(sold > 0);
        Assert.All(shown, stock => Assert.Equal(before, stock));
        Assert.Equal(before - (sold * 1_000), till.Available("SKU-1"));
        Assert.Contains("replica-2.db", Replicas(till));
        Assert.Contains("replica-1.db", Replicas(till));
        await hub.AssertEqualAsync(till);
    }

    [Fact]
    public async Task A_hub_that_is_restarted_in_the_middle_goes_on_at_the_same_byte()
    {
        var file = await hub.FileAsync();
        var till = await hub.OpenUnsyncedAsync();
        var first = till.Line.Watch((number, body) => new SpoiltStream(body, number == 1 ? file.Bytes / 2 : 0, SpoiltStream.Fault.Breaks));
        Assert.NotNull((await till.TrySyncAsync()).Error);

        await hub.StopAsync();
        await hub.StartAsync();
        var second = till.Line.Watch();
        await till.SyncAsync();

        Assert.Equal((file.Bytes, 1), (first.Bytes + second.Bytes, second.Partial));
        await hub.AssertEqualAsync(till);
    }

    [Fact]
    public async Task A_file_that_is_replaced_once_is_finished_and_one_that_is_gone_is_fetched_anew()
    {
        var till = await hub.OpenUnsyncedAsync();
        var file = await hub.FileAsync();
        var traffic = till.Line.Watch(
            (number, body) => number < 3 ? new SpoiltStream(body, file.Bytes / 4, SpoiltStream.Fault.Breaks) : body,
            before: number =>
            {
                // While the terminal is on its way: one new file before the second try, another before the third.
                if (number is 2 or 3) ReplaceFileAsync($"LATER-{number}").GetAwaiter().GetResult();
            });

        await till.SyncAsync();

        Assert.Equal(4, traffic.Requests);
        Assert.NotNull(till.Engine.Catalogue.Find("LATER-3-7"));
        await hub.AssertEqualAsync(till);
    }

    [Fact]
    public async Task A_terminal_moved_to_another_store_shows_nothing_of_the_old_one()
    {
        var till = await hub.OpenTillAsync();
        var old = till.Sell("SKU-2");
        await hub.SettleAsync(till);
        await hub.StockAsync("S2", new Goods("ONLY-S2", 2m, 10));
        Assert.True(await hub.Services.GetRequiredService<TerminalEnrolment>().MoveAsync(TerminalId.Parse(till.Name), StoreId.Parse("S2"), "boss", TestContext.Current.CancellationToken));
        // The move is heard of, but nothing of the new store comes yet.
        till.Line.Watch((_, body) => new SpoiltStream(body, 0, SpoiltStream.Fault.Breaks));
        await till.TrySyncAsync();
        Assert.Equal("S2", till.Engine.Identity!.Store.Value);
        Assert.Empty(till.Engine.DumpTable("stock")!);
        await till.ReopenAsync();
        Assert.Null(till.Engine.Catalogue.Find("SKU-2"));

        till.Line.Join();
        await hub.SettleAsync(till);

        Assert.Equal(10_000, till.Available("ONLY-S2"));
        Assert.All(till.Engine.DumpTable("stock")!, row => Assert.StartsWith("[\"S2\"", row, StringComparison.Ordinal));
        Assert.NotNull(till.Engine.Receipts.Find(old.ReceiptNumber));
        await hub.AssertEqualAsync(till);
    }

    [Fact]
    public async Task A_replica_that_differs_is_fetched_anew_and_a_person_is_told_once()
    {
        var till = await hub.OpenTillAsync();
        await till.ReopenAsync(folder => Tamper(folder, "UPDATE _head SET checksum = checksum + 1 WHERE stream = 'catalogue'"));

        await till.SyncAsync();

        Assert.Empty(till.Engine.Verify().Violations);
        var told = (await hub.VerbAsync("exceptions")).List("exceptions").Where(e => e.GetProperty("kind").GetString() == "replica-differed" && e.GetProperty("terminal").GetString() == till.Name);
        Assert.Contains("catalogue", Assert.Single(told).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static string[] Replicas(Till till) => [.. Directory.GetFiles(till.Folder, "replica-*.db").Select(file => Path.GetFileName(file))];

    private static Task ForgetCursorAsync(Till till) => till.ReopenAsync(folder => Tamper(folder, "UPDATE _meta SET value = 'unreadable' WHERE key = 'cursor'"));

    private static void Tamper(string folder, string sql)
    {
        using var replica = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Directory.GetFiles(folder, "replica-*.db").Single()};Pooling=False");
        replica.Open();
        using var command = replica.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private async Task ReplaceFileAsync(string name)
    {
        var newest = await hub.FileAsync();
        await hub.StockAsync([.. Enumerable.Range(0, BootstrapStage.Skus / 2).Select(i => new Goods($"{name}-{i}", 1m, 10))]);
        await hub.FileAsync(after: newest);
    }
}
