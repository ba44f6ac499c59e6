namespace PosCloud.Dashboard.Hub;

/// <summary>
/// Whether this process has reached the hub since it started (before that a call would only run into its time-out), and
/// when its last connection breaks.
/// </summary>
public sealed class HubConnection
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The last connection to the hub broke; calls under way get no answer any more. Raised on any thread.</summary>
    public event Action? Lost;

    public bool Reached => _reached.Task.IsCompleted;

    public void MarkReached() => _reached.TrySetResult();

    public void MarkLost() => Lost?.Invoke();

    public Task WhenReachedAsync(CancellationToken cancellation) => _reached.Task.WaitAsync(cancellation);
}
