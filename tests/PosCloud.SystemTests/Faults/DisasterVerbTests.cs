using Microsoft.Data.Sqlite;
using PosCloud.SystemTests.Stage;
using PosCloud.TestKit.Network;
using PosCloud.TestKit.Programs;

namespace PosCloud.SystemTests.Faults;

/// <summary>The verbs for bad days, as processes on real files: what they print and with which code they end.</summary>
public sealed class DisasterVerbTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("disaster-").FullName;
    private readonly PortBlock _ports = FreePorts.Take();
    private HubProgram _hub = null!;
    private TerminalProgram _terminal = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _hub = new HubProgram(Path.Combine(_folder, "hub"), _ports);
        _terminal = new TerminalProgram(Path.Combine(_folder, "terminal"), _ports.Dashboard);
        Directory.CreateDirectory(_hub.DataFolder);
        var goods = Path.Combine(_folder, "goods.csv");
        await File.WriteAllTextAsync(goods, Goods.File([new Goods("A", 1m, 100)]), Cancellation);
        (await _hub.RunAsync(Cancellation, "stores", "add", "--code", "S1", "--name", "Shop", "--currency", "EUR", "--time-zone", "Europe/Zagreb")).Expect(0);
        (await _hub.RunAsync(Cancellation, "import-catalogue", goods, "--store", "S1")).Expect(0);
        await _hub.StartAsync(Cancellation);
        var code = (await _hub.RunAsync(Cancellation, "enrolment-code", "--store", "S1")).Expect(0).Json.GetProperty("code").GetString()!;
        await _terminal.EnrolAsync(_hub.Address, code, Cancellation);
        (await _terminal.RunAsync(Cancellation, "sync")).Expect(0);
    }

    [Fact]
    public async Task A_hub_killed_after_its_backup_is_restored_and_a_terminal_whose_journal_broke_brings_all_it_has()
    {
        var backup = Path.Combine(_folder, "monday.db");
        (await _terminal.RunAsync(Cancellation, "sell", "--line", "A:2")).Expect(0);
        (await _terminal.RunAsync(Cancellation, "sync")).Expect(0);
        var made = (await _hub.RunAsync(Cancellation, "backup", backup, "--verified")).Expect(0).Json;
        Assert.Equal((2, true), (made.GetProperty("facts").GetInt32(), made.GetProperty("verified").GetBoolean()));
        Assert.Equal(1, (await _hub.RunAsync(Cancellation, "backup", backup)).ExitCode);
        Assert.Equal(6, (await _hub.RunAsync(Cancellation, "restore", backup)).ExitCode);
        (await _terminal.RunAsync(Cancellation, "sell", "--line", "A:3")).Expect(0);
        (await _terminal.RunAsync(Cancellation, "sync")).Expect(0);
        await _hub.KillAsync();

        var restored = (await _hub.RunAsync(Cancellation, "restore", backup)).Expect(0).Json;
        Assert.NotEqual(made.GetProperty("epoch").GetString(), restored.GetProperty("epoch").GetString());
        Assert.Equal(5, (await _hub.RunAsync(Cancellation, "restore", Path.Combine(_folder, "goods.csv"))).ExitCode);
        (await _terminal.RunAsync(Cancellation, "sell", "--line", "A:4")).Expect(0);
        DeleteNewestFact();
        Assert.Equal(5, (await _terminal.RunAsync(Cancellation, "sell", "--line", "A:5")).ExitCode);
        Assert.Equal(5, (await _terminal.RunAsync(Cancellation, "doctor")).Expect(5).ExitCode);
        var file = Path.Combine(_folder, "journal.bin");
        Assert.Equal(3, (await _terminal.RunAsync(Cancellation, "export-journal", file)).Expect(0).Json.GetProperty("facts").GetInt32());
        (await _terminal.RunAsync(Cancellation, "recover")).Expect(0);
        Assert.Equal(1, (await _terminal.RunAsync(Cancellation, "recover")).ExitCode);
        (await _terminal.RunAsync(Cancellation, "sell", "--line", "A:6")).Expect(0);

        await _hub.StartAsync(Cancellation);
        var imported = (await _hub.RunAsync(Cancellation, "import-journal", file)).Expect(0).Json;
        Assert.Equal((1, 2), (imported.GetProperty("accepted").GetInt32(), imported.GetProperty("known").GetInt32()));
        (await _terminal.RunAsync(Cancellation, "sync", "--wait", "30")).Expect(0);
        (await _hub.RunAsync(Cancellation, "verify")).Expect(0);
        var stock = (await _hub.RunAsync(Cancellation, "stock", "--store", "S1", "--sku", "A")).Expect(0).Json;
        Assert.Equal(89_000, stock.GetProperty("stock")[0].GetProperty("onHand").GetInt64());
        Assert.NotEmpty((await _hub.RunAsync(Cancellation, "doctor")).Expect(0).Json.GetProperty("findings").EnumerateArray());
        await _hub.StopAsync();
        Assert.Equal(3, (await _hub.RunAsync(Cancellation, "import-journal", file)).Expect(0).Json.GetProperty("known").GetInt32());
    }

    public async ValueTask DisposeAsync()
    {
        await _terminal.DisposeAsync();
        await _hub.DisposeAsync();
        FreePorts.Return(_ports);
        Directory.Delete(_folder, recursive: true);
    }

    private void DeleteNewestFact()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_terminal.DataFolder, "journal.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM fact WHERE position = (SELECT MAX(position) FROM fact)";
        Assert.Equal(1, command.ExecuteNonQuery());
    }
}
