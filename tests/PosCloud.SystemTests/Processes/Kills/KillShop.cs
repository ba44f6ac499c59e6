using Microsoft.Data.Sqlite;
using PosCloud.Protocol;
using PosCloud.SystemTests.Stage;
using PosCloud.Terminal.Commands;
using PosCloud.Terminal.Engine;
using PosCloud.Terminal.Engine.Sync;
using PosCloud.TestKit;
using CommandResult = PosCloud.Terminal.Commands.CommandResult;

namespace PosCloud.SystemTests.Processes.Kills;

/// <summary>
/// A shop in which a kill costs one process: the one that is killed. What goes on afterwards is the terminal program's own
/// engine and verbs on the terminal's own folder, and verbs of the running hub, all from this process.
/// </summary>
public class KillShop : ProcessShop
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    public KillShop()
    {
        foreach (var (name, value) in KillStep.Quick)
        {
            HubSettings[name] = value;
            TerminalSettings[name] = value;
        }
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Opens the terminal's folder here, as the next start of its program would.</summary>
    public Till OpenTill(TillSettings? settings = null) => new(TerminalFolder, settings ?? new TillSettings(), new ShiftableClock(), new LogLines());

    /// <summary>Runs a verb of the terminal here, while no process has the folder.</summary>
    public async Task<CommandResult> HereAsync(VerbCall call)
    {
        await using var till = OpenTill();
        return await RunAsync(till, call);
    }

    public Task<RecoveryOutcome> RecoverHereAsync()
    {
        var options = new TerminalEngineOptions();
        options.Journal.ReserveBytes = 0;
        return TerminalEngine.RecoverAsync(TerminalFolder, options);
    }

    /// <summary>After a kill: the journal is whole, has what was printed, and the terminal sells at once.</summary>
    public async Task SellHereAsync()
    {
        await using var till = OpenTill();
        Assert.Empty(till.Engine.Verify().Violations);
        AssertPrintedIsDurable();
        await SellAsync(till);
    }

    /// <summary>Sells one piece with the verb's own code; the receipt counts as printed.</summary>
    public async Task SellAsync(Till till) => Remember((await RunAsync(till, new VerbCall.Sell([Sku], []))).Json!["receiptNumber"]!.GetValue<string>());

    /// <summary>Syncs until the hub has applied everything and the terminal shows it.</summary>
    public async Task SettleHereAsync()
    {
        await using var till = OpenTill();
        await SettleAsync(till);
    }

    public Task<VerbResult> VerbAsync(string verb, params ReadOnlySpan<(string Name, string? Value)> values)
    {
        var options = new Dictionary<string, string?>();
        foreach (var (name, value) in values) options[name] = value;
        return VerbCaller.AskAsync(Hub.DataFolder, verb, options, Cancellation);
    }

    /// <summary>
    /// After a kill of the hub, before its next start: its database has every fact that it acknowledged, without a gap, and
    /// no receipt twice.
    /// </summary>
    public async Task AssertHubHoldsAsync(Till till)
    {
        var epoch = till.Engine.Status.Epoch.Value;
        var facts = await HubNumberAsync($"SELECT COUNT(*) FROM fact WHERE epoch = '{epoch}'");
        Assert.Equal(facts, await HubNumberAsync($"SELECT COALESCE(MAX(sequence), 0) FROM fact WHERE epoch = '{epoch}'"));
        Assert.InRange(facts, till.Engine.Status.Acknowledged.Value, till.Engine.Status.Sequence.Value);
        Assert.Equal(0, await HubNumberAsync("SELECT COUNT(*) - COUNT(DISTINCT receipt_number) FROM sales_order"));
    }

    /// <summary>
    /// After heal, without a process more: both sides verify clean and have the same rows in every table, the hub has each
    /// order of the journal exactly once, and stock adds up on both sides.
    /// </summary>
    /// <param name="journalIsWhole">False after the test damaged the journal or set it back: then what was printed is what the hub must have.</param>
    public async Task AssertWholeHereAsync(bool journalIsWhole = true)
    {
        await using var till = OpenTill();
        await SettleAsync(till);
        Assert.Empty(till.Engine.Verify().Violations);
        (await VerbAsync("verify")).Expect(0);
        if (journalIsWhole) AssertPrintedIsDurable();
        var orders = (await VerbAsync("orders", ("store", "S1"))).List("orders").Select(order => order.GetProperty("receiptNumber").GetString()!).ToList();
        Assert.Equal((journalIsWhole ? InJournal() : Printed).Order(StringComparer.Ordinal), orders.Order(StringComparer.Ordinal));
        Assert.Equal(Printed.Count, Printed.Distinct().Count());
        var stock = (await VerbAsync("stock", ("store", "S1"), ("sku", Sku))).List("stock").Single().GetProperty("onHand").GetInt64();
        Assert.Equal((OpeningStock - orders.Count) * 1_000L, stock);
        Assert.Equal(stock, till.Available(Sku));
        foreach (var table in SyncedTables.All)
            Assert.Equal((await VerbAsync("table", ("name", table.Name), ("store", "S1"))).Expect(0).Lines, till.Engine.DumpTable(table.Name)!);
    }

    /// <summary>One number out of the hub's database, read without the hub.</summary>
    protected virtual async Task<long> HubNumberAsync(string query)
    {
        await using var hub = new SqliteConnection($"Data Source={Path.Combine(Hub.DataFolder, "hub.db")};Mode=ReadOnly;Pooling=False");
        await hub.OpenAsync(Cancellation);
        await using var command = hub.CreateCommand();
        command.CommandText = query;
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    private static async Task<CommandResult> RunAsync(Till till, VerbCall call)
    {
        var result = await new Verbs(till.Engine, TimeProvider.System).RunAsync(call, Cancellation);
        Assert.True(result.ExitCode == 0, result.Text);
        return result;
    }

    /// <summary>Syncs until the hub has applied everything and this terminal shows it.</summary>
    internal static async Task SettleAsync(Till till)
    {
        SyncReport? last = null;
        var settled = await Waiting.ForAsync(async () => (last = await till.TrySyncAsync()).Error is null && till.IsSettled, Limit, Cancellation);
        Assert.True(settled, $"The terminal's queue didn't empty: {last?.Error}");
        await till.SyncAsync();
    }
}
