namespace PosCloud.Grains.Fleet;

/// <summary>Wakes readers when something changed; however often it changes between two reads, they wake once.</summary>
public sealed class ChangeSignal
{
    private TaskCompletionSource _next = New();

    /// <summary>Completes at the next change after this was asked for.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Changed() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
