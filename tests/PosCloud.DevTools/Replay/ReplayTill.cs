using PosCloud.DevTools.Terminals;
using PosCloud.TestKit.Network;
using PosCloud.TestKit.Retail;

namespace PosCloud.DevTools.Replay;

/// <summary>A device of the replayed shop: its folder, its process, and the line that connects it.</summary>
/// <param name="number">From 1 on; a clone is a device of its own.</param>
/// <param name="seed">Of the faults on its line; null for none.</param>
internal sealed class ReplayTill(int number, string folder, CuttableLine line, int? seed, ReplayedOrders sold, Action<string> fault) : IAsyncDisposable
{
    private readonly SemaphoreSlim _lineGate = new(1, 1);
    private readonly SemaphoreSlim _startGate = new(1, 1);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    // Ended ones too: whoever still asks one of them must hear that it died, not that it was put away.
    private readonly List<TillProcess> _processes = [];
    private RetailInvoice? _inHand;
    private double _faultShare;
    private int _starts;

    public int Number => number;

    public string Folder => folder;

    /// <summary>Code of the terminal, as R1T2.</summary>
    public string Name { get; private set; } = "";

    public bool IsCut => line.IsCut;

    public async Task EnrolAsync(string code, CancellationToken cancellation)
    {
        var process = await RunningAsync(cancellation);
        Name = (await process.AskAsync(new TillRequest(TillRequest.Enrol) { Code = code }, cancellation)).Terminal!;
    }

    /// <summary>Sells one invoice after the other. After a kill it goes on where the journal says it was.</summary>
    public async Task SellAllAsync(IEnumerable<RetailInvoice> invoices, CancellationToken cancellation)
    {
        foreach (var invoice in invoices)
        {
            Volatile.Write(ref _inHand, invoice);
            var request = new TillRequest(TillRequest.Sell)
            {
                Lines = [.. invoice.Rows.Select(row => new TillLine(row.SkuKey, row.Quantity, row.PricePence))], ByCard = invoice.Rows.Count % 3 == 0,
            };
            while (Volatile.Read(ref _inHand) is not null)
            {
                try
                {
                    var process = await RunningAsync(cancellation);
                    // Found in the journal after a kill: it was sold, only nobody was told.
                    if (Volatile.Read(ref _inHand) is null) break;
                    Keep((await process.AskAsync(request, cancellation)).Order!);
                }
                catch (TillDiedException)
                {
                    // Killed on purpose; whether the sale happened is what its journal says at the next start.
                }
            }
        }
    }

    public async Task SetLineAsync(bool isCut)
    {
        await _lineGate.WaitAsync();
        try
        {
            if (isCut) await line.CutAsync();
            else line.Join();
        }
        finally
        {
            _lineGate.Release();
        }
    }

    public async Task SetFaultsAsync(double share, CancellationToken cancellation)
    {
        _faultShare = share;
        await AskAsync(new TillRequest(TillRequest.Faults) { FaultShare = share }, cancellation);
    }

    /// <summary>Syncs until the hub's state on it includes everything it sold.</summary>
    public Task SettleAsync(CancellationToken cancellation) => AskAsync(new TillRequest(TillRequest.Settle), cancellation);

    public Task<TillAnswer> BooksAsync(CancellationToken cancellation) => AskAsync(new TillRequest(TillRequest.Books), cancellation);

    /// <summary>Kills it with minus nine.</summary>
    /// <param name="between">Gets the folder as the dead process left it.</param>
    public async Task KillAsync(Action<string>? between, CancellationToken cancellation)
    {
        await _startGate.WaitAsync(cancellation);
        try
        {
            if (_processes.LastOrDefault() is { } running) await running.KillAsync();
            between?.Invoke(folder);
        }
        finally
        {
            _startGate.Release();
        }

        await RunningAsync(cancellation);
    }

    /// <summary>Starts a device on files that were copied from another one or from the past.</summary>
    public Task StartAsync(CancellationToken cancellation) => RunningAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes) await process.DisposeAsync();
        await line.DisposeAsync();
        _lineGate.Dispose();
        _startGate.Dispose();
    }

    private async Task<TillAnswer> AskAsync(TillRequest request, CancellationToken cancellation) =>
        await (await RunningAsync(cancellation)).AskAsync(request, cancellation);

    private async Task<TillProcess> RunningAsync(CancellationToken cancellation)
    {
        await _startGate.WaitAsync(cancellation);
        try
        {
            if (_processes.LastOrDefault() is { IsRunning: true } running) return running;
            var drawn = seed is { } first ? first + (1_000 * ++_starts) : (int?)null;
            var process = await TillProcess.StartAsync(folder, line.Address, drawn, fault, cancellation);
            _processes.Add(process);
            Name = process.Greeting.Terminal!;
            if (process.Greeting.Order is { } newest) Found(newest);
            if (_faultShare > 0) await process.AskAsync(new TillRequest(TillRequest.Faults) { FaultShare = _faultShare }, cancellation);
            return process;
        }
        finally
        {
            _startGate.Release();
        }
    }

    /// <summary>The newest order of a journal just opened: one that was printed before, or the sale in hand.</summary>
    private void Found(TillOrder newest)
    {
        if (Volatile.Read(ref _inHand) is null) _known.Add(newest.Id);
        else Keep(newest);
    }

    private void Keep(TillOrder order)
    {
        lock (_known)
        {
            if (!_known.Add(order.Id) || _inHand is not { } invoice) return;
            sold.Add(new PrintedOrder(number, order.Id, order.ReceiptNumber, order.Total, invoice), line.IsCut);
            Volatile.Write(ref _inHand, null);
        }
    }
}
