using PosCloud.Domain.Identity;

namespace PosCloud.SystemTests.Stage;

/// <summary>Looks at a terminal's local stock of one sku every 20 ms, and whenever the terminal says that something changed.</summary>
internal sealed class StockSampler : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);
    private readonly List<long> _seen = [];
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Till _till;
    private readonly Sku _sku;
    private readonly Task _looking;

    public StockSampler(Till till, string sku)
    {
        (_till, _sku) = (till, Sku.Parse(sku));
        _till.Engine.CatalogueChanged += Look;
        _looking = LookAgainAndAgainAsync();
    }

    /// <summary>What was shown, in thousandths, in the order in which it was seen.</summary>
    public IReadOnlyList<long> Seen
    {
        get
        {
            lock (_gate) return [.. _seen];
        }
    }

    public async ValueTask DisposeAsync()
    {
        _till.Engine.CatalogueChanged -= Look;
        await _stop.CancelAsync();
        await _looking;
        _stop.Dispose();
    }

    // Looking and noting are one step: two threads that look would otherwise note in another order than they saw.
    private void Look()
    {
        lock (_gate) _seen.Add(_till.Engine.Catalogue.Stock(_sku).Available.Thousandths);
    }

    private async Task LookAgainAndAgainAsync()
    {
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token)) Look();
        }
        catch (OperationCanceledException)
        {
            // The test has seen enough.
        }
    }
}
