namespace PosCloud.HubStorage.Writing;

/// <summary>One piece of work in the writer's queue.</summary>
internal abstract class WriteWork
{
    public abstract Task RunAsync(WriteConnection connection, TimeProvider clock);

    public abstract void Fail(Exception error);
}

/// <inheritdoc/>
internal sealed class WriteWork<T>(Func<HubTransaction, Task<T>> work) : WriteWork
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Result => _done.Task;

    public override async Task RunAsync(WriteConnection connection, TimeProvider clock)
    {
        try
        {
            _done.SetResult(await CommitAsync(connection, clock));
        }
        // Whatever the work throws belongs to its caller; the queue goes on.
        catch (Exception error)
        {
            _done.SetException(error);
        }
    }

    public override void Fail(Exception error) => _done.SetException(error);

    private async Task<T> CommitAsync(WriteConnection connection, TimeProvider clock)
    {
        var (hub, transaction) = await connection.BeginAsync(clock);
        await using (transaction)
        {
            try
            {
                var result = await work(hub);
                await hub.FlushAsync();
                await transaction.CommitAsync(CancellationToken.None);
                return result;
            }
            finally
            {
                await hub.CloseAsync();
            }
        }
    }
}
