using PosCloud.SystemTests.Stage;
using PosCloud.TestKit;
using PosCloud.TestKit.Programs;

namespace PosCloud.SystemTests.Processes.Disk;

/// <summary>G11: terminal and hub as processes whose real, small file system is full.</summary>
[Trait("guarantee", "G11")]
public sealed class FullDiskTests : IAsyncLifetime
{
    private const long Size = 32L * 1024 * 1024;
    private const string NoMount = "needs the right to mount a file system";
    private const int MostSales = 300;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    // One for each test: what is on a small disk is gone with it.
    private readonly ProcessShop _shop = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _shop.InitializeAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task G11_On_a_full_disk_the_terminal_stops_clearly_closes_its_shift_and_goes_on_when_there_is_space()
    {
        var folder = _shop.TerminalFolder;
        FolderCopy.Of(folder, "kept");
        using var disk = SmallDisk.TryMount(folder, Size);
        Assert.SkipWhen(disk is null, NoMount);
        foreach (var file in Directory.GetFiles(Path.Combine(_shop.Folder, "kept"))) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        var settings = new Dictionary<string, string>(_shop.TerminalSettings) { ["Terminal__Journal__ReserveBytes"] = "4194304" };

        await using (var terminal = await ServingTerminal.StartAsync(folder, _shop.Ports.Dashboard, settings))
        {
            await terminal.RunAsync(new { verb = "go", online = false });
            _shop.Remember((await terminal.SellAsync(ProcessShop.Sku)).Receipt);
            disk!.FillTo(512 * 1024);

            var refused = await SellUntilRefusedAsync(terminal);
            Assert.Contains("is full", refused, StringComparison.OrdinalIgnoreCase);
            _shop.AssertPrintedIsDurable();
            // Nothing is sold any more, and the reserve is enough for the end of the day.
            Assert.NotEqual(0, (await SellAsync(terminal)).ExitCode);
            Assert.Equal(0, (await terminal.RunAsync(new { verb = "shift-close" })).ExitCode);
            Assert.Equal(0, (await terminal.RunAsync(new { verb = "verify" })).ExitCode);

            disk.Empty();
            _shop.Remember((await terminal.SellAsync(ProcessShop.Sku)).Receipt);
            await terminal.RunAsync(new { verb = "go", online = true });
        }

        await _shop.AssertWholeAsync();
    }

    [Fact]
    public async Task G11_A_hub_on_a_full_disk_takes_nothing_it_cannot_keep_and_takes_all_of_it_when_there_is_space()
    {
        await _shop.Hub.StopAsync();
        FolderCopy.Of(_shop.Hub.DataFolder, "hub-kept");
        using var disk = SmallDisk.TryMount(_shop.Hub.DataFolder, Size);
        Assert.SkipWhen(disk is null, NoMount);
        foreach (var file in Directory.GetFiles(Path.Combine(_shop.Folder, "hub-kept"))) File.Copy(file, Path.Combine(_shop.Hub.DataFolder, Path.GetFileName(file)));
        await _shop.Hub.StartAsync(Cancellation);
        disk!.FillTo(768 * 1024);

        var refused = false;
        for (var i = 0; i < MostSales && !refused; i++)
        {
            await _shop.SellAsync();
            refused = (await _shop.TerminalAsync("sync", "--wait", "0")).Expect(0, 3, 4).ExitCode != 0 && Pending(await _shop.TerminalAsync("status")) > 0;
        }

        Assert.True(refused, "The hub never ran out of space.");
        Assert.True(_shop.Hub.IsRunning);
        disk.Empty();
        await Waiting.UntilAsync("the hub takes what waited", async () => (await _shop.TerminalAsync("sync", "--wait", "5")).ExitCode == 0, Limit, Cancellation);
        await _shop.AssertWholeAsync();
        await _shop.Hub.StopAsync();
    }

    private static int Pending(CommandResult status) => status.Expect(0).Json.GetProperty("pending").GetInt32();

    private async Task<string> SellUntilRefusedAsync(ServingTerminal terminal)
    {
        for (var i = 0; i < MostSales; i++)
        {
            var (exitCode, json, text) = await SellAsync(terminal);
            if (exitCode != 0) return text + json;
            _shop.Remember(json.GetProperty("receiptNumber").GetString()!);
        }

        throw new InvalidOperationException("The terminal never ran out of space.");
    }

    private static Task<(int ExitCode, System.Text.Json.JsonElement Json, string Text)> SellAsync(ServingTerminal terminal) =>
        terminal.RunAsync(new { verb = "sell", lines = new[] { ProcessShop.Sku }, tenders = Array.Empty<string>() });
}
