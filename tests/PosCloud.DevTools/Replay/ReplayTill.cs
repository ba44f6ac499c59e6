using PosCloud.DevTools.Terminals;
using PosCloud.TestKit.Network;
using PosCloud.TestKit.Retail;
using PosCloud.Terminal.Engine;

namespace PosCloud.DevTools.Replay;

/// <summary>A terminal of the replayed shop, with the line that connects it.</summary>
internal sealed class ReplayTill(EngineTill till, CuttableLine line) : IAsyncDisposable
{
    private readonly SemaphoreSlim _lineGate = new(1, 1);

    public bool IsCut => line.IsCut;

    public static async Task<ReplayTill> OpenAsync(string folder, CuttableLine line, string code, CancellationToken cancellation)
    {
        // A day of the file lasts a second or so; a terminal that waits a minute before it tries again would miss sixty.
        var options = new TerminalEngineOptions { FirstRetry = TimeSpan.FromMilliseconds(200), PollInterval = TimeSpan.FromSeconds(3) };
        var till = EngineTill.Open(folder, options);
        await till.EnrolAsync(line.Address, code, cancellation);
        return new ReplayTill(till, line);
    }

    /// <summary>Sells one invoice after the other, on a thread of its own: the journal is written synchronously.</summary>
    public Task SellAllAsync(IEnumerable<RetailInvoice> invoices, ReplayedOrders sold, CancellationToken cancellation) => Task.Run(
        () =>
        {
            foreach (var invoice in invoices)
            {
                cancellation.ThrowIfCancellationRequested();
                var lines = invoice.Rows.Select(row => (row.SkuKey, row.Quantity, row.PricePence));
                var receipt = till.SellAtPrices(lines, byCard: invoice.Rows.Count % 3 == 0);
                sold.Add(receipt, invoice.Rows.Count, line.IsCut);
            }
        },
        cancellation);

    public async Task SetLineAsync(bool isCut)
    {
        await _lineGate.WaitAsync();
        try
        {
            if (isCut)
            {
                await line.CutAsync();
            }
            else
            {
                line.Join();
            }
        }
        finally
        {
            _lineGate.Release();
        }
    }

    public Task UntilSentAsync(TimeSpan limit, CancellationToken cancellation) => till.UntilSentAsync(limit, cancellation);

    public IReadOnlyList<string> Violations() => till.Violations();

    public async ValueTask DisposeAsync()
    {
        await till.DisposeAsync();
        await line.DisposeAsync();
        _lineGate.Dispose();
    }
}
