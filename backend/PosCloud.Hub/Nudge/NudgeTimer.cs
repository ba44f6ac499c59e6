using System.Collections.Concurrent;
using PosCloud.Grains.Nudging;
using PosCloud.Protocol.Tables;

namespace PosCloud.Hub.Nudge;

/// <summary>
/// Tells terminals that a stream moved: at once, then at most once per interval while it keeps moving. The last move is
/// always told.
/// </summary>
internal sealed class NudgeTimer(Func<StreamName, Task> send, TimeProvider clock, TimeSpan interval) : IStreamNudge, IAsyncDisposable
{
    private readonly ConcurrentDictionary<StreamName, Pace> _paces = new();
    private readonly CancellationTokenSource _stopping = new();
    private int _disposed;

    public void Moved(StreamName stream) => _paces.GetOrAdd(stream, name => new Pace(this, name)).Moved();

    /// <summary>May be called again: the container knows this object under two names and disposes it for each.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1) return;
        await _stopping.CancelAsync();
        await Task.WhenAll(_paces.Values.Select(p => p.Running));
        _stopping.Dispose();
    }

    /// <summary>One stream's rhythm. There is one per stream of the merchant, so their number is that of its stores.</summary>
    private sealed class Pace(NudgeTimer owner, StreamName stream)
    {
        private readonly Lock _gate = new();
        private bool _isRunning;
        private bool _moved;

        public Task Running { get; private set; } = Task.CompletedTask;

        public void Moved()
        {
            lock (_gate)
            {
                _moved = true;
                if (_isRunning || owner._stopping.IsCancellationRequested) return;
                _isRunning = true;
                Running = RunAsync();
            }
        }

        private async Task RunAsync()
        {
            await Task.Yield();
            while (TakeMove())
            {
                await owner.SendAsync(stream);
                await owner.PauseAsync();
            }
        }

        private bool TakeMove()
        {
            lock (_gate)
            {
                _isRunning = _moved && !owner._stopping.IsCancellationRequested;
                _moved = false;
                return _isRunning;
            }
        }
    }

    private async Task SendAsync(StreamName stream)
    {
        try
        {
            await send(stream);
        }
        // A backplane that is away: terminals poll anyway, and the next nudge tries again.
        catch (Exception)
        {
            return;
        }
    }

    private async Task PauseAsync()
    {
        try
        {
            await Task.Delay(interval, clock, _stopping.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }
}
