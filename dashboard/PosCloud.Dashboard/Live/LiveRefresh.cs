namespace PosCloud.Dashboard.Live;

/// <summary>
/// Reads a page's own data again when something changed at the hub: at once, then at most once a second, and never twice
/// at the same time. A change during a read leads to one more read.
/// </summary>
public sealed class LiveRefresh : IDisposable
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);
    private readonly LivePage _live;
    private readonly TimeProvider _clock;
    private readonly Func<FleetView, object?> _watched;
    private readonly Func<Task> _read;
    private readonly Lock _gate = new();
    private object? _seen;
    private bool _running;
    private bool _again;
    private bool _disposed;

    /// <param name="live">The circuit's feed.</param>
    /// <param name="clock">Time.</param>
    /// <param name="watched">The part of a view that this page's data depends on; compared by value.</param>
    /// <param name="read">Reads; must be called on the page's own synchronisation context by itself and not throw.</param>
    public LiveRefresh(LivePage live, TimeProvider clock, Func<FleetView, object?> watched, Func<Task> read)
    {
        ArgumentNullException.ThrowIfNull(live);
        ArgumentNullException.ThrowIfNull(watched);
        (_live, _clock, _watched, _read) = (live, clock, watched, read);
        _seen = watched(live.View);
        live.Changed += Look;
    }

    /// <summary>The last started round of reads.</summary>
    public Task Round { get; private set; } = Task.CompletedTask;

    public void Dispose()
    {
        _live.Changed -= Look;
        _disposed = true;
    }

    private void Look()
    {
        lock (_gate)
        {
            var now = _watched(_live.View);
            if (Equals(now, _seen))
            {
                return;
            }

            _seen = now;
            _again = true;
            if (!_running)
            {
                _running = true;
                Round = RunAsync();
            }
        }
    }

    private async Task RunAsync()
    {
        while (Next())
        {
            await _read();
            await Task.Delay(Least, _clock);
        }
    }

    private bool Next()
    {
        lock (_gate)
        {
            _running = _again && !_disposed;
            _again = false;
            return _running;
        }
    }
}
