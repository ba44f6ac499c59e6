namespace PosCloud.Terminal.Engine.Sync;

/// <summary>Ends a wait early and says why; a signal that nobody waits for is kept for the next wait.</summary>
internal sealed class WakeUp(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource<string> _signal = New();

    public void Signal(string cause)
    {
        lock (_gate) _signal.TrySetResult(cause);
    }

    /// <summary>Forgets a signal, because what follows does all that it asked for.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            if (_signal.Task.IsCompleted) _signal = New();
        }
    }

    /// <returns>The cause, or null when the time was up. A null time waits for a signal.</returns>
    public async Task<string?> WaitAsync(TimeSpan? time, CancellationToken cancellation)
    {
        Task<string> signal;
        lock (_gate) signal = _signal.Task;
        try
        {
            var cause = await signal.WaitAsync(time ?? Timeout.InfiniteTimeSpan, clock, cancellation).ConfigureAwait(false);
            lock (_gate) _signal = New();
            return cause;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private static TaskCompletionSource<string> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
