namespace PosCloud.HubStorage.Writing;

/// <summary>One piece of work in the writer's queue.</summary>
internal abstract class WriteWork
{
    /// <summary>Does the work in one transaction and tells whoever waits; false when it is to be done again.</summary>
    /// <param name="mayRepeat">False for the last try: its failure is the result.</param>
    public abstract Task<bool> TryAsync(WriteConnection connection, TimeProvider clock, bool mayRepeat);

    public abstract void Fail(Exception error);
}

/// <inheritdoc/>
internal sealed class WriteWork<T>(Func<HubTransaction, Task<T>> work) : WriteWork
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Result => _done.Task;

    public override async Task<bool> TryAsync(WriteConnection connection, TimeProvider clock, bool mayRepeat)
    {
        var reachedCommit = false;
        try
        {
            var (hub, transaction) = await connection.BeginAsync(clock);
            await using (transaction)
            {
                try
                {
                    var result = await work(hub);
                    await hub.FlushAsync();
                    reachedCommit = true;
                    await transaction.CommitAsync(CancellationToken.None);
                    _done.SetResult(result);
                    return true;
                }
                finally
                {
                    await hub.CloseAsync();
                }
            }
        }
        // Rolled back for sure: by the database that chose it as a victim, or with a connection that never saw a COMMIT. A
        // connection lost during COMMIT leaves the outcome open, so that one is never repeated here.
        catch (Exception error) when (mayRepeat && (connection.Database.IsConflict(error) || (connection.IsBroken && !reachedCommit)))
        {
            return false;
        }
        // Whatever the work throws belongs to its caller; the queue goes on.
        catch (Exception error)
        {
            _done.SetException(error);
            return true;
        }
    }

    public override void Fail(Exception error) => _done.SetException(error);
}
