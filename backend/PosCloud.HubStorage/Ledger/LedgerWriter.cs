using System.Threading.Channels;

namespace PosCloud.HubStorage.Ledger;

/// <summary>
/// This node's queue into the ledger: collects what waits into one group commit. Bounded, so that terminals feel the
/// pressure; drained when it stops.
/// </summary>
public sealed class LedgerWriter : IAsyncDisposable
{
    private readonly LedgerCommit _commit;
    private readonly int _maxBatches;
    private readonly Channel<(ApplyBatch Batch, TaskCompletionSource<ApplyResult> Done)> _queue;
    private readonly Task _loop;

    public LedgerWriter(LedgerCommit commit, HubStorageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _commit = commit;
        _maxBatches = options.MaxBatchesPerCommit;
        _queue = Channel.CreateBounded<(ApplyBatch, TaskCompletionSource<ApplyResult>)>(
            new BoundedChannelOptions(4 * options.MaxBatchesPerCommit) { SingleReader = true });
        _loop = Task.Run(DrainAsync);
    }

    /// <summary>Hands a batch to the next group commit and waits for its result.</summary>
    public async Task<ApplyResult> ApplyAsync(ApplyBatch batch, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<ApplyResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _queue.Writer.WriteAsync((batch, done), cancellationToken);
        return await done.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
    }

    private async Task DrainAsync()
    {
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            var group = new List<(ApplyBatch Batch, TaskCompletionSource<ApplyResult> Done)>();
            while (group.Count < _maxBatches && _queue.Reader.TryRead(out var waiting)) group.Add(waiting);
            await CommitAsync(group);
        }
    }

    private async Task CommitAsync(List<(ApplyBatch Batch, TaskCompletionSource<ApplyResult> Done)> group)
    {
        try
        {
            var results = await _commit.CommitAsync([.. group.Select(g => g.Batch)], CancellationToken.None);
            for (var i = 0; i < group.Count; i++) group[i].Done.SetResult(results[i]);
        }
        // A group that can't be committed at all fails for those who wait; the queue goes on.
        catch (Exception error)
        {
            foreach (var (_, done) in group) done.TrySetResult(new ApplyResult.Failed(error));
        }
    }
}
