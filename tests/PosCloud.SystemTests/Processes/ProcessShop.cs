using System.Globalization;
using Microsoft.Data.Sqlite;
using PosCloud.SystemTests.Stage;
using PosCloud.TestKit;
using PosCloud.TestKit.Network;
using PosCloud.TestKit.Programs;

namespace PosCloud.SystemTests.Processes;

/// <summary>
/// A hub and a terminal as processes on real files. What the terminal printed is remembered here, outside of it: a
/// receipt number on its standard output is a receipt in a customer's hand.
/// </summary>
public class ProcessShop : IAsyncLifetime
{
    public const string Sku = "SKU-1";
    public const int OpeningStock = 100_000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private readonly List<string> _printed = [];

    public ProcessShop()
    {
        Hub = new HubProgram(Path.Combine(Folder, "hub"), Ports, HubSettings);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("processes-").FullName;

    public PortBlock Ports { get; } = FreePorts.Take();

    /// <summary>Environment of each process of the hub from now on.</summary>
    public Dictionary<string, string> HubSettings { get; } = [];

    /// <summary>Environment of each process of the terminal from now on.</summary>
    public Dictionary<string, string> TerminalSettings { get; } = new() { ["Terminal__Journal__ReserveBytes"] = "0" };

    public HubProgram Hub { get; }

    public string TerminalFolder => Path.Combine(Folder, "terminal");

    /// <summary>Receipts that left the terminal.</summary>
    public IReadOnlyList<string> Printed => _printed;

    /// <summary>False for a hub that the test starts, with its first terminal.</summary>
    protected virtual bool OpensAtOnce => true;

    /// <summary>Goods beside the one that is sold; enough of them and the hub hands out its state as a file.</summary>
    protected virtual int OtherGoods => 0;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Hub.DataFolder);
        var random = new Random(7);
        var goods = Path.Combine(Folder, "goods.csv");
        var others = Enumerable.Range(2, OtherGoods).Select(i => new Goods($"SKU-{i}", 1 + (i % 90), 1_000, Name: $"Goods {random.NextInt64():x} {random.NextInt64():x}"));
        await File.WriteAllTextAsync(goods, Goods.File([new Goods(Sku, 1m, OpeningStock), .. others]), Cancellation);
        (await HubAsync("stores", "add", "--code", "S1", "--name", "Shop", "--currency", "EUR", "--time-zone", "Europe/Zagreb")).Expect(0);
        (await HubAsync("import-catalogue", goods, "--store", "S1")).Expect(0);
        if (OpensAtOnce) await OpenAsync();
    }

    /// <summary>Starts the hub and pairs the terminal.</summary>
    public async Task OpenAsync()
    {
        await Hub.StartAsync(Cancellation);
        await EnrolAsync(TerminalFolder);
    }

    public Task<CommandResult> HubAsync(params string[] arguments) => Hub.RunAsync(Cancellation, arguments);

    /// <summary>Runs a verb of the terminal in a process of its own.</summary>
    /// <param name="environment">Beyond the terminal's own settings.</param>
    public Task<CommandResult> TerminalWithAsync(IReadOnlyDictionary<string, string>? environment, params string[] arguments) =>
        TerminalAtAsync(TerminalFolder, environment, arguments);

    public Task<CommandResult> TerminalAtAsync(string folder, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        var settings = new Dictionary<string, string>(TerminalSettings);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) settings[name] = value;
        return ProgramVerb.RunAsync(ProgramPaths.Terminal, [.. arguments, "--data", folder, "--json"], settings, Cancellation);
    }

    public Task<CommandResult> TerminalAsync(params string[] arguments) => TerminalWithAsync(null, arguments);

    /// <summary>Pairs a data folder with the store and fetches the catalogue.</summary>
    public async Task EnrolAsync(string folder)
    {
        var code = (await HubAsync("enrolment-code", "--store", "S1")).Expect(0).Json.GetProperty("code").GetString()!;
        (await TerminalAtAsync(folder, null, "enrol", "--hub", Hub.Address.AbsoluteUri.TrimEnd('/'), "--code", code)).Expect(0);
        await Waiting.UntilAsync("the terminal has the catalogue", async () => (await TerminalAtAsync(folder, null, "sync")).ExitCode == 0, Limit, Cancellation);
    }

    /// <summary>Sells one piece; remembers the receipt if one was printed.</summary>
    public async Task<CommandResult> TrySellAsync(IReadOnlyDictionary<string, string>? environment = null)
    {
        var sold = await TerminalWithAsync(environment, "sell", "--line", Sku);
        if (sold.ExitCode == 0) Remember(sold);
        return sold;
    }

    public async Task SellAsync() => (await TrySellAsync()).Expect(0);

    public void Remember(CommandResult sold) => Remember(sold.Json.GetProperty("receiptNumber").GetString()!);

    public void Remember(string receipt) => _printed.Add(receipt);

    /// <summary>Receipt numbers of the orders in the journal, read from the file itself.</summary>
    public List<string> InJournal() => Journal("SELECT receipt_number FROM local_order ORDER BY receipt_number");

    /// <summary>True when the journal says that the original of this receipt went to a printer.</summary>
    public bool IsTakenForPrinting(string receipt) =>
        Journal("SELECT receipt_number FROM print_job WHERE is_copy = 0 AND printed_at IS NOT NULL").Contains(receipt);

    /// <summary>True when the journal says that old facts were deleted from it.</summary>
    public bool HasDeleted() => Journal("SELECT key FROM meta WHERE key LIKE 'floor/%'").Count > 0;

    /// <summary>G1: what was printed is in the journal, whatever happened to the process.</summary>
    public void AssertPrintedIsDurable() => Assert.Empty(_printed.Except(InJournal(), StringComparer.Ordinal));

    /// <summary>
    /// After heal: both sides verify clean, the hub has each order of the journal exactly once, no receipt number twice,
    /// and stock is the same on both sides and adds up.
    /// </summary>
    /// <param name="journalIsWhole">False after the test damaged the journal or set it back: then what was printed is what the hub must have.</param>
    public async Task AssertWholeAsync(bool journalIsWhole = true)
    {
        CommandResult? last = null;
        var drained = await Waiting.ForAsync(async () => (last = await TerminalAsync("sync", "--wait", "20")).ExitCode == 0, Limit, Cancellation);
        Assert.True(drained, $"The terminal's queue didn't empty: {last?.Output}{last?.Errors}");
        (await TerminalAsync("verify")).Expect(0);
        (await HubAsync("verify")).Expect(0);
        if (journalIsWhole) AssertPrintedIsDurable();
        var orders = (await HubAsync("orders", "--store", "S1")).Expect(0).Json.GetProperty("orders").EnumerateArray()
            .Select(order => order.GetProperty("receiptNumber").GetString()!).Order(StringComparer.Ordinal).ToList();
        Assert.Equal((journalIsWhole ? InJournal() : Printed).Order(StringComparer.Ordinal), orders);
        Assert.Equal(Printed.Count, Printed.Distinct().Count());
        var stock = (await HubAsync("stock", "--store", "S1", "--sku", Sku)).Expect(0).Json.GetProperty("stock")[0].GetProperty("onHand").GetInt64();
        Assert.Equal((OpeningStock - orders.Count) * 1_000L, stock);
        Assert.Equal(stock, (await TerminalAsync("stock", Sku)).Expect(0).Json.GetProperty("available").GetInt64());
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{orders.Count} orders, {Printed.Count} of them printed"));
    }

    private List<string> Journal(string query)
    {
        using var journal = new SqliteConnection($"Data Source={Path.Combine(TerminalFolder, "journal.db")};Mode=ReadOnly;Pooling=False");
        journal.Open();
        using var command = journal.CreateCommand();
        command.CommandText = query;
        using var row = command.ExecuteReader();
        var texts = new List<string>();
        while (row.Read()) texts.Add(row.GetString(0));
        return texts;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        FreePorts.Return(Ports);
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
