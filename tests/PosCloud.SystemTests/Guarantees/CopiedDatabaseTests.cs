using PosCloud.HubStorage.Backups;
using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Guarantees;

/// <summary>G31: somebody copied an older file over the hub's database, without the restore command.</summary>
[Trait("guarantee", "G31")]
public sealed class CopiedDatabaseTests(HubStage hub) : IClassFixture<HubStage>
{
    private string Database => Path.Combine(hub.DataFolder, "hub.db");

    [Fact]
    public async Task An_older_file_copied_over_the_hubs_database_is_noticed_at_its_start_and_nothing_is_lost()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 100));
        var (first, second) = (await hub.OpenTillAsync(), await hub.OpenTillAsync("S2"));
        first.Sell(sku);
        await hub.SettleAsync(first, second);
        var copy = Path.Combine(hub.Folder, "older.db");
        await hub.StopAsync();
        File.Copy(Database, copy);
        await hub.StartAsync();
        first.Sell((sku, 2));
        second.Sell((sku, 3));
        await hub.SettleAsync(first, second);
        first.Sell((sku, 4));
        var before = await EpochAsync();

        await hub.StopAsync();
        foreach (var suffix in new[] { "", "-wal", "-shm" }) File.Delete(Database + suffix);
        File.Copy(copy, Database);
        await hub.StartAsync();
        var noticed = await EpochAsync();
        await hub.SettleAsync(first, second);

        Assert.NotEqual(before, noticed);
        Assert.Equal(noticed, await EpochAsync());
        Assert.Equal((3, 1), ((await hub.OrdersAsync(first)).Count, (await hub.OrdersAsync(second)).Count));
        Assert.Equal((93_000, 93_000), (await hub.OnHandAsync(sku), first.Available(sku)));
        Assert.Single(await hub.QueryAsync(data => data.Exceptions.Where(row => row.Kind == "restored")));
        Assert.Empty((await hub.VerbAsync("verify")).List("violations"));

        await hub.StopAsync();
        await hub.StartAsync();
        Assert.Equal(noticed, await EpochAsync());
        Assert.NotNull(HistoryNote.Read(hub.DataFolder)!.Run);
    }

    private async Task<string> EpochAsync() =>
        (await hub.QueryAsync(data => data.HubEpochs.OrderByDescending(epoch => epoch.StartedAt).Take(1)))[0].Epoch;
}
