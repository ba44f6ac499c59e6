using PosCloud.HubStorage.Writing;

namespace PosCloud.SystemTests.Contracts.HubStorage;

/// <summary>A transaction that has done its work and stays open until the test lets it commit.</summary>
public sealed class HeldWork : IAsyncDisposable
{
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _done = Task.CompletedTask;

    private HeldWork()
    {
    }

    /// <summary>Answers when the work is done and the commit isn't.</summary>
    public static async Task<HeldWork> BeginAsync(TestHub hub, Func<HubTransaction, Task> work)
    {
        var held = new HeldWork();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        held._done = hub.Writer.RunAsync(
            async transaction =>
            {
                await work(transaction);
                reached.TrySetResult();
                await held._release.Task;
            },
            TestHub.Cancellation);
        if (await Task.WhenAny(reached.Task, held._done) == held._done) await held._done;
        return held;
    }

    public Task CommitAsync()
    {
        _release.TrySetResult();
        return _done;
    }

    /// <summary>Lets go of a transaction whose test failed before; how it ends is of no interest then.</summary>
    public async ValueTask DisposeAsync()
    {
        _release.TrySetResult();
        await _done.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
