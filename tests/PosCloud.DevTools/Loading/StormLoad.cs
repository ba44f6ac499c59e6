using System.Diagnostics;
using System.Globalization;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Terminal.Engine;
using PosCloud.Terminal.Engine.Enrolment;
using PosCloud.Terminal.Engine.Register;
using PosCloud.TestKit;
using PosCloud.TestKit.Network;
using PosCloud.TestKit.Programs;

namespace PosCloud.DevTools.Loading;

/// <summary>A real hub process and many real terminal engines that sold without it and then all come back at once.</summary>
internal sealed class StormLoad : IAsyncDisposable
{
    private const string Goods = "A";
    private const int OpenedAtOnce = 4;

    // Every terminal of a store fetches all of that store's orders: hundreds in one store would measure that.
    private const int TerminalsPerStore = 10;
    private static readonly TimeSpan Limit = TimeSpan.FromHours(2);
    private readonly string _folder;
    private readonly TextWriter _output;
    private readonly HubProgram _hub;
    private readonly List<TerminalEngine> _terminals = [];

    public StormLoad(string folder, int portBase, TextWriter output)
    {
        (_folder, _output) = (folder, output);
        Directory.CreateDirectory(Path.Combine(folder, "hub"));
        _hub = new HubProgram(Path.Combine(folder, "hub"), PortBlock.FirstFree(portBase, 1));
    }

    public async Task<StormReport> RunAsync(int terminals, int orders, CancellationToken cancellation)
    {
        await FillAsync((terminals + TerminalsPerStore - 1) / TerminalsPerStore, (long)TerminalsPerStore * orders, cancellation);
        await _hub.StartAsync(cancellation);
        var watch = Stopwatch.StartNew();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = OpenedAtOnce, CancellationToken = cancellation };
        await Parallel.ForAsync(0, terminals, parallel, async (i, stop) => await OpenAsync(i, stop));
        Say($"{terminals} terminals paired in {watch.Elapsed.TotalSeconds:0} s");
        watch.Restart();
        Parallel.ForEach(_terminals, parallel, terminal => Sell(terminal, orders));
        Say($"{(long)terminals * orders} orders sold offline in {watch.Elapsed.TotalSeconds:0} s");

        var others = new OtherRequests(_hub.Address);
        watch.Restart();
        foreach (var terminal in _terminals) terminal.Start();
        await Waiting.UntilAsync("every terminal has sent everything", () => Task.FromResult(_terminals.TrueForAll(terminal => terminal.Sync.Pending.Facts == 0)), Limit, cancellation);
        var drained = watch.Elapsed;
        var times = others.Stop();
        foreach (var terminal in _terminals) await terminal.DisposeAsync();
        _terminals.Clear();
        var peak = PeakBytes(_hub.ProcessId!.Value);
        var verify = await _hub.RunAsync(cancellation, "verify");
        return new StormReport(
            terminals, orders, drained.TotalSeconds, times[times.Count / 2].TotalMilliseconds, times[times.Count * 95 / 100].TotalMilliseconds, times.Count, peak,
            verify.Expect(0, 1).Json.GetProperty("orders").GetInt64(), verify.ExitCode == 0);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var terminal in _terminals) await terminal.DisposeAsync();
        await _hub.DisposeAsync();
    }

    private async Task FillAsync(int stores, long stock, CancellationToken cancellation)
    {
        (await _hub.RunAsync(cancellation, "migrate")).Expect(0);
        var file = Path.Combine(_folder, "goods.csv");
        await File.WriteAllTextAsync(file, $"sku,barcode,name,category,unit_price,tax_rate,unit,opening_stock\n{Goods},,Goods,All,1.00,25,piece,{stock}\n", cancellation);
        for (var number = 0; number < stores; number++)
        {
            (await _hub.RunAsync(cancellation, "stores", "add", "--code", Store(number), "--name", "Storm", "--currency", "EUR", "--time-zone", "Europe/Zagreb")).Expect(0);
            (await _hub.RunAsync(cancellation, "import-catalogue", file, "--store", Store(number))).Expect(0);
        }
    }

    private static string Store(int number) => string.Create(CultureInfo.InvariantCulture, $"S{number + 1}");

    private async Task OpenAsync(int number, CancellationToken cancellation)
    {
        var code = (await _hub.RunAsync(cancellation, "enrolment-code", "--store", Store(number / TerminalsPerStore))).Expect(0).Json.GetProperty("code").GetString()!;
        var options = new TerminalEngineOptions();
        // Hundreds of terminals on one disk.
        options.Journal.ReserveBytes = 0;
        var terminal = TerminalEngine.Open(Path.Combine(_folder, $"terminal-{number}"), options);
        lock (_terminals) _terminals.Add(terminal);
        if (await terminal.Enrolment.EnrolAsync(_hub.Address, code, cancellation) is not EnrolmentOutcome.Enrolled and var refused) throw new InvalidOperationException($"The hub did not enrol terminal {number}: {refused}");
        await Waiting.UntilAsync(
            "the terminal has the catalogue",
            async () => (await terminal.Sync.SyncNowAsync(cancellation)).Error is null && terminal.Catalogue.Products > 0,
            Limit,
            cancellation);
    }

    private static void Sell(TerminalEngine terminal, int orders)
    {
        for (var i = 0; i < orders; i++)
        {
            terminal.Register.Add(Sku.Parse(Goods), null);
            terminal.Register.AddTender(Tender.Cash, terminal.Register.Cart.Plan.LeftInCash);
            if (terminal.Register.Complete() is not CompletionOutcome.Completed) throw new InvalidOperationException("A terminal could not complete a sale.");
        }
    }

    private static long PeakBytes(int process) =>
        File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries) is var words
            ? long.Parse(words[^2], CultureInfo.InvariantCulture) * 1024
            : 0;

    private void Say(FormattableString line) => _output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
