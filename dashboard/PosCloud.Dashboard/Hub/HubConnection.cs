namespace PosCloud.Dashboard.Hub;

/// <summary>Whether this process has reached the hub since it started. Before that a call would only run into its time-out.</summary>
public sealed class HubConnection
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool Reached => _reached.Task.IsCompleted;

    public void MarkReached() => _reached.TrySetResult();

    public Task WhenReachedAsync(CancellationToken cancellation) => _reached.Task.WaitAsync(cancellation);
}
