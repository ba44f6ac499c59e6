using System.Threading.Channels;

namespace PosCloud.HubStorage.Writing;

/// <summary>
/// Runs all writes of this process, each in one transaction, in the order in which they were asked for. A piece of work
/// that has begun is finished: giving up waiting for it doesn't undo it.
/// </summary>
public sealed class HubWriter : IAsyncDisposable
{
    private readonly HubDatabase _database;
    private readonly TimeProvider _clock;
    private readonly Channel<WriteWork> _queue;
    private readonly Task[] _loops;

    public HubWriter(HubDatabase database, TimeProvider clock, int maxQueued = 1_024)
    {
        ArgumentNullException.ThrowIfNull(database);
        _database = database;
        _clock = clock;
        _queue = Channel.CreateBounded<WriteWork>(new BoundedChannelOptions(maxQueued) { SingleReader = database.Writers == 1 });
        _loops = [.. Enumerable.Range(0, database.Writers).Select(_ => Task.Run(DrainAsync))];
    }

    public HubDatabase Database => _database;

    /// <summary>Runs the work in one transaction: committed when it returns, rolled back when it throws.</summary>
    public async Task<T> RunAsync<T>(Func<HubTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        var queued = new WriteWork<T>(work);
        await _queue.Writer.WriteAsync(queued, cancellationToken);
        return await queued.Result.WaitAsync(cancellationToken);
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    public Task RunAsync(Func<HubTransaction, Task> work, CancellationToken cancellationToken) => RunAsync(
        async transaction =>
        {
            await work(transaction);
            return true;
        },
        cancellationToken);

    /// <summary>Refuses new work, finishes what is queued and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await Task.WhenAll(_loops);
    }

    private async Task DrainAsync()
    {
        WriteConnection? connection = null;
        await foreach (var work in _queue.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                connection ??= new WriteConnection(_database, await _database.OpenWriterAsync(CancellationToken.None));
            }
            catch (Exception error) when (error is System.Data.Common.DbException or IOException or UnauthorizedAccessException)
            {
                work.Fail(error);
                continue;
            }

            await work.RunAsync(connection, _clock);
            if (connection.IsBroken)
            {
                await connection.DisposeAsync();
                connection = null;
            }
        }

        if (connection is not null) await connection.DisposeAsync();
    }
}
