using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using PosCloud.SystemTests.Stage;
using PosCloud.TestKit;
using PosCloud.TestKit.Network;
using PosCloud.TestKit.Programs;

namespace PosCloud.SystemTests.Faults;

/// <summary>The hub as a process of its own: killed, started twice, started where something else listens.</summary>
public sealed class HubProcessTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-process-").FullName;
    private readonly PortBlock _ports = FreePorts.Take();
    private HubProgram _hub = null!;

    public ValueTask InitializeAsync()
    {
        _hub = new HubProgram(Path.Combine(_folder, "hub"), _ports);
        Directory.CreateDirectory(_hub.DataFolder);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Killed_with_minus_nine_in_the_middle_of_an_upload_it_has_every_order_once_after_its_restart()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await FillAsync();
        await _hub.StartAsync(cancellation);
        await using var till = new Till(Path.Combine(_folder, "terminal"), Impatient(), new ShiftableClock(), new LogLines());
        var code = (await _hub.RunAsync(cancellation, "enrolment-code", "--store", "S1")).Expect(0).Json.GetProperty("code").GetString()!;
        await till.EnrolAsync(_hub.Address, code);
        till.Line.Cut();
        var sold = Enumerable.Range(0, 600).Select(_ => till.Sell("A").ReceiptNumber.Value).ToList();

        for (var kill = 0; kill < 3; kill++)
        {
            await KillInTheMiddleAsync(till);
            await _hub.StartAsync(cancellation);
        }

        till.Line.Join();
        await Waiting.UntilAsync("the hub has and applied everything", async () => (await till.TrySyncAsync()).Error is null && till.IsSettled, Limit, cancellation);
        var orders = (await _hub.RunAsync(cancellation, "orders", "--store", "S1")).Expect(0).Json.GetProperty("orders").EnumerateArray();
        Assert.Equal(sold.Order(), orders.Select(order => order.GetProperty("receiptNumber").GetString()).Order());
        Assert.Equal(400_000, till.Available("A"));
        (await _hub.RunAsync(cancellation, "verify")).Expect(0);
    }

    [Fact]
    public async Task A_second_hub_on_the_same_data_folder_is_refused_with_its_name()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await FillAsync();
        await _hub.StartAsync(cancellation);
        var others = FreePorts.Take();

        var second = await ServeAsync(others);

        FreePorts.Return(others);
        Assert.Equal(6, second.ExitCode);
        Assert.Contains(_hub.DataFolder, second.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_a_newer_hub_wrote_is_left_alone()
    {
        await FillAsync();
        await using (var database = new SqliteConnection($"Data Source={Path.Combine(_hub.DataFolder, "hub.db")};Pooling=False"))
        {
            await database.OpenAsync(TestContext.Current.CancellationToken);
            await using var later = database.CreateCommand();
            later.CommandText = "INSERT INTO __EFMigrationsHistory VALUES ('29991231000000_FromTheFuture', '99.0.0')";
            await later.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var refused = await ServeAsync(_ports);

        Assert.Equal(5, refused.ExitCode);
        Assert.Contains("newer", refused.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_in_use_is_named_and_nothing_hangs()
    {
        await FillAsync();
        using var taken = new TcpListener(IPAddress.Loopback, _ports.Hub);
        taken.Start();

        var refused = await ServeAsync(_ports);

        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains($"{_ports.Hub}", refused.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Errors, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        FreePorts.Return(_ports);
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Small batches, so that an upload is long enough to be cut in the middle.</summary>
    private static TillSettings Impatient() => new(Configure: options => options.MaxFactsPerUpload = 25);

    private async Task FillAsync()
    {
        var file = Path.Combine(_folder, "goods.csv");
        await File.WriteAllTextAsync(file, Goods.File([new Goods("A", 1m, 1_000)]));
        (await _hub.RunAsync(CancellationToken.None, "migrate")).Expect(0);
        (await _hub.RunAsync(CancellationToken.None, "stores", "add", "--code", "S1", "--name", "One", "--currency", "EUR", "--time-zone", "Europe/Zagreb")).Expect(0);
        (await _hub.RunAsync(CancellationToken.None, "import-catalogue", file, "--store", "S1")).Expect(0);
    }

    /// <summary>Kills the hub while it works on a request: after the terminal sent it and before the answer is back.</summary>
    private async Task KillInTheMiddleAsync(Till till)
    {
        var uploads = 0;
        till.Line.Rule = async (_, send, _) =>
        {
            if (++uploads <= 3) return await send();
            var answer = send();
            await _hub.KillAsync();
            return await answer;
        };
        Assert.NotNull((await till.TrySyncAsync()).Error);
        Assert.NotEqual(0, till.Engine.Sync.Pending.Facts);
    }

    private Task<CommandResult> ServeAsync(PortBlock ports) => ProgramVerb.RunAsync(
        ProgramPaths.Hub,
        ["serve", "--data", _hub.DataFolder, "--urls", $"http://127.0.0.1:{ports.Hub}"],
        TimeSpan.FromSeconds(60),
        TestContext.Current.CancellationToken);
}
