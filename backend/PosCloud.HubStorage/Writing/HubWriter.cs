using System.Data.Common;
using System.Security.Cryptography;
using System.Threading.Channels;

namespace PosCloud.HubStorage.Writing;

/// <summary>
/// Runs all writes of this process, each in one transaction: where the database has one writer in the order in which they
/// were asked for, else several at once. A piece of work that has begun is finished: giving up waiting for it doesn't undo it.
/// It may run more than once, each time in a transaction that replaces the one before, so it keeps no state of its own.
/// </summary>
public sealed class HubWriter : IAsyncDisposable
{
    private const int MaxTries = 8;
    private const int FirstWaitMilliseconds = 10;
    private const int MaxWaitMilliseconds = 500;
    private static readonly TimeSpan RepeatLimit = TimeSpan.FromSeconds(15);

    private readonly HubDatabase _database;
    private readonly TimeProvider _clock;
    private readonly Channel<WriteWork> _queue;
    private readonly Task[] _loops;
    private long _repeats;

    public HubWriter(HubDatabase database, TimeProvider clock, int maxQueued = 1_024)
    {
        ArgumentNullException.ThrowIfNull(database);
        _database = database;
        _clock = clock;
        _queue = Channel.CreateBounded<WriteWork>(new BoundedChannelOptions(maxQueued) { SingleReader = database.Writers == 1 });
        _loops = [.. Enumerable.Range(0, database.Writers).Select(_ => Task.Run(DrainAsync))];
    }

    public HubDatabase Database => _database;

    /// <summary>How often work was done again because transactions got in each other's way.</summary>
    public long Repeats => Interlocked.Read(ref _repeats);

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
        await foreach (var work in _queue.Reader.ReadAllAsync(CancellationToken.None)) connection = await FinishAsync(work, connection);
        if (connection is not null) await connection.DisposeAsync();
    }

    /// <summary>Answers the connection for the next piece of work; null when it must be opened.</summary>
    private async Task<WriteConnection?> FinishAsync(WriteWork work, WriteConnection? connection)
    {
        var since = TimeProvider.System.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            try
            {
                connection ??= new WriteConnection(_database, await _database.OpenWriterAsync(CancellationToken.None));
            }
            catch (Exception error) when (error is DbException or IOException or UnauthorizedAccessException or TimeoutException)
            {
                work.Fail(error);
                return null;
            }

            var done = await work.TryAsync(connection, _clock, tries < MaxTries && TimeProvider.System.GetElapsedTime(since) < RepeatLimit);
            if (connection.IsBroken)
            {
                await connection.DisposeAsync();
                connection = null;
            }

            if (done) return connection;
            Interlocked.Increment(ref _repeats);
            await WaitAsync(tries);
        }
    }

    // At random, so that two that met don't meet again. A database's locks live in real time, whatever clock the hub has.
    private static Task WaitAsync(int tries)
    {
        var longest = Math.Min(MaxWaitMilliseconds, FirstWaitMilliseconds << tries);
        return Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1, longest)), TimeProvider.System);
    }
}
