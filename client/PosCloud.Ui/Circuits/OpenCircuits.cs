using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.JSInterop;

namespace PosCloud.Ui.Circuits;

/// <summary>The pages that are open now, so that they can be told before the program stops.</summary>
/// <remarks>
/// A page that isn't told keeps its connection until the host's time-out and then loses what was on it. Told in time, it
/// hands its state to the browser, waits, and takes it up again at the next start.
/// </remarks>
public sealed partial class OpenCircuits(TimeProvider clock, ILogger<OpenCircuits> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<string, IJSRuntime> _open = new();
    private readonly SemaphoreSlim _left = new(0);

    /// <summary>How many pages are open.</summary>
    public int Count => _open.Count;

    public void Add(string circuitId, IJSRuntime page) => _open[circuitId] = page;

    public void Remove(string circuitId)
    {
        if (_open.TryRemove(circuitId, out _))
        {
            _left.Release();
        }
    }

    /// <summary>Asks every page to pause and waits until all have, two seconds at most.</summary>
    public async Task PauseAllAsync()
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        await Task.WhenAll(_open.Values.Select(page => PauseAsync(page, limit.Token)));
        try
        {
            while (!_open.IsEmpty)
            {
                await _left.WaitAsync(limit.Token);
            }
        }
        catch (OperationCanceledException)
        {
            LogLeftOpen(_open.Count);
        }
    }

    private static async Task PauseAsync(IJSRuntime page, CancellationToken cancellation)
    {
        try
        {
            await page.InvokeVoidAsync("poscloud.pause", cancellation);
        }
        catch (Exception reason) when (reason is JSException or JSDisconnectedException or OperationCanceledException or InvalidOperationException)
        {
            // A page that is gone, prerendering or not answering can't be paused; it reloads by itself later.
        }
    }

    [LoggerMessage(4101, LogLevel.Information, "{PageCount} open pages didn't pause in time; they will reload by themselves")]
    private partial void LogLeftOpen(int pageCount);
}
