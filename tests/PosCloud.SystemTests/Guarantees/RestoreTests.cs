using Microsoft.Extensions.DependencyInjection;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Backups;
using PosCloud.HubStorage.Enrolment;
using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Guarantees;

/// <summary>G31: a hub restored from a backup that it made while it worked.</summary>
[Trait("guarantee", "G31")]
public sealed class RestoreTests(HubStage hub) : IClassFixture<HubStage>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_restore_every_terminal_sends_again_what_the_backup_lacks_and_each_order_is_there_once()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 100));
        var (first, second) = (await hub.OpenTillAsync(), await hub.OpenTillAsync("S2"));
        first.Sell(sku);
        await hub.SettleAsync(first, second);
        var backup = await hub.BackUpAsync("ordinary.db");
        first.Sell((sku, 2));
        second.Sell((sku, 3));
        await hub.SettleAsync(first, second);
        first.Sell((sku, 4));

        await hub.RestoreAsync(backup);
        await hub.SettleAsync(first, second);

        Assert.Equal((3, 1), ((await hub.OrdersAsync(first)).Count, (await hub.OrdersAsync(second)).Count));
        Assert.Equal(93_000, await hub.OnHandAsync(sku));
        Assert.Equal(93_000, first.Available(sku));
        Assert.Empty((await hub.VerbAsync("verify")).List("violations"));
    }

    [Fact]
    public async Task A_terminal_enrolled_after_the_backup_comes_back_by_its_certificate_and_keeps_its_code()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 100));
        var backup = await hub.BackUpAsync("before-enrolment.db");
        var till = await hub.OpenTillAsync();
        till.Sell((sku, 2));
        await hub.SettleAsync(till);

        await hub.RestoreAsync(backup);
        var other = await hub.OpenTillAsync();
        till.Sell((sku, 3));
        await hub.SettleAsync(till, other);

        Assert.NotEqual(till.Name, other.Name);
        Assert.Equal(2, (await hub.OrdersAsync(till)).Count);
        Assert.Equal(95_000, await hub.OnHandAsync(sku));
        Assert.Single(await hub.QueryAsync(data => data.Exceptions.Where(row => row.Terminal == till.Name && row.Kind == "readmitted")));
        Assert.Empty((await hub.VerbAsync("verify")).List("violations"));
    }

    [Fact]
    public async Task A_terminal_revoked_and_one_moved_after_the_backup_stay_so_and_are_listed()
    {
        var (revoked, moved) = (await hub.OpenTillAsync(), await hub.OpenTillAsync());
        var backup = await hub.BackUpAsync("before-revocation.db");
        var enrolment = hub.Services.GetRequiredService<TerminalEnrolment>();
        Assert.True(await enrolment.RevokeAsync(revoked.Engine.Identity!.Terminal, "boss", Cancellation));
        Assert.True(await enrolment.MoveAsync(moved.Engine.Identity!.Terminal, StoreId.Parse("S2"), "boss", Cancellation));

        var restored = await hub.RestoreAsync(backup);

        Assert.Contains(restored.Listed, line => line.StartsWith(revoked.Name, StringComparison.Ordinal) && line.Contains("revoked", StringComparison.Ordinal));
        Assert.Contains(restored.Listed, line => line.StartsWith(moved.Name, StringComparison.Ordinal) && line.Contains("S2", StringComparison.Ordinal));
        Assert.NotNull((await revoked.TrySyncAsync()).Error);
        await moved.SyncAsync();
        Assert.Equal("S2", moved.Engine.Identity!.Store.Value);
    }

    [Fact]
    public async Task The_sealed_file_of_a_terminal_that_never_synced_counts_and_without_its_seal_it_waits()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 100));
        var (broken, stolen) = (await hub.OpenTillAsync(), await hub.OpenTillAsync());
        for (var i = 0; i < 3; i++) broken.Sell(sku);
        for (var i = 0; i < 3; i++) stolen.Sell(sku);
        var (whole, cut) = (Path.Combine(hub.Folder, "broken.bin"), Path.Combine(hub.Folder, "stolen.bin"));
        broken.Engine.ExportJournal(whole);
        stolen.Engine.ExportJournal(cut);
        var bytes = await File.ReadAllBytesAsync(cut, Cancellation);

        var counted = (await ImportAsync(await File.ReadAllBytesAsync(whole, Cancellation))).Json;
        var waiting = (await ImportAsync(bytes[..^20])).Json;
        await hub.SettleAsync(broken);

        Assert.Equal((4, 0, true), (counted.GetProperty("accepted").GetInt32(), counted.GetProperty("quarantined").GetInt32(), counted.GetProperty("sealed").GetBoolean()));
        Assert.Equal((0, 4), (waiting.GetProperty("accepted").GetInt32(), waiting.GetProperty("quarantined").GetInt32()));
        Assert.Equal(97_000, await hub.OnHandAsync(sku));
        (await hub.VerbAsync("quarantine replay", ("id", stolen.Name))).Expect(0);
        await hub.SettleAsync(stolen);
        Assert.Equal(94_000, await hub.OnHandAsync(sku));
    }

    [Fact]
    public async Task A_device_that_replaces_a_terminal_has_its_history_and_the_old_one_is_let_in_no_more()
    {
        var sku = hub.NewSku();
        await hub.StockAsync(new Goods(sku, 1m, 100));
        var old = await hub.OpenTillAsync();
        var first = old.Sell((sku, 2));
        await hub.SettleAsync(old);
        old.Line.Cut();
        old.Sell((sku, 3));

        var device = await hub.OpenTillAsync(settings: null, replaces: old.Name);
        var sold = device.Sell((sku, 4));
        device.TakeBack(first);
        await hub.SettleAsync(device);
        old.Line.Join();

        Assert.Equal(old.Name, device.Name);
        Assert.NotEqual("1", sold.Epoch.Value);
        Assert.NotNull((await old.TrySyncAsync()).Error);
        Assert.Equal(95_000, await hub.OnHandAsync(sku));
        var left = Path.Combine(hub.Folder, "replaced.bin");
        old.Engine.ExportJournal(left);
        Assert.Equal(1, (await ImportAsync(await File.ReadAllBytesAsync(left, Cancellation))).Json.GetProperty("quarantined").GetInt32());
        (await hub.VerbAsync("quarantine replay", ("id", old.Name))).Expect(0);
        await hub.SettleAsync(device);
        Assert.Equal(92_000, await hub.OnHandAsync(sku));
        Assert.Equal(92_000, device.Available(sku));
    }

    [Fact]
    public async Task A_certificate_of_another_hub_or_another_device_lets_nobody_in()
    {
        using var device = await RawDevice.EnrolAsync(hub, "S1");
        using var stranger = await RawDevice.EnrolAsync(hub, "S1");

        foreach (var certificate in (string[])[device.Certificate, "eyJhbGciOiJFUzI1NiJ9.e30.AAAA", new string('a', 5_000)])
        {
            using var answer = await stranger.SyncAsync(null, null, device.Terminal, certificate);
            Assert.Equal(System.Net.HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_file_that_is_no_backup_is_refused_and_the_database_stays()
    {
        var file = Path.Combine(hub.Folder, "not-a-backup.db");
        await File.WriteAllTextAsync(file, "nothing", Cancellation);
        await hub.StopAsync();

        var outcome = await HubRestore.RunAsync(file, Path.Combine(hub.DataFolder, "hub.db"), new StandingLog(hub.DataFolder), hub.Clock, "test", Cancellation);
        await hub.StartAsync();

        Assert.True(Assert.IsType<RestoreOutcome.Refused>(outcome).IsDamage);
        Assert.NotEmpty(await hub.QueryAsync(data => data.Stores));
    }

    private async Task<VerbResult> ImportAsync(byte[] file) => (await hub.VerbAsync("import-journal", ("file", Convert.ToBase64String(file)))).Expect(0);
}
