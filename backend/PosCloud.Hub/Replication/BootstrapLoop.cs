using System.Threading.Channels;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Bootstrap;

namespace PosCloud.Hub.Replication;

/// <summary>
/// Makes ready-made replicas: at once for a store whose terminal asked for one, and from time to time for every store, so
/// that a new terminal finds its file ready. Runs on every node; a duty keeps two from making the same file.
/// </summary>
internal sealed partial class BootstrapLoop(BootstrapBuilder builder, TimeProvider clock, ILogger<BootstrapLoop> log) : BackgroundService
{
    private const int MaxAsked = 1_000;
    private const int MaxHeld = 8;
    private static readonly TimeSpan HeldFor = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    // Terminals whose request is held until the file is there; the others come back, so that sales never wait for a file.
    private readonly SemaphoreSlim _held = new(MaxHeld);
    private TaskCompletionSource _round = NewRound();

    private readonly Channel<StoreId> _asked = Channel.CreateBounded<StoreId>(new BoundedChannelOptions(MaxAsked) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>A terminal of this store waits for a file, or has got one that is old.</summary>
    public void Ask(StoreId store) => _asked.Writer.TryWrite(store);

    /// <summary>Asks, and waits a short while for the next look to end; false when the wait was too long, or too many wait already.</summary>
    public async Task<bool> AskAndWaitAsync(StoreId store, CancellationToken cancellationToken)
    {
        if (!await _held.WaitAsync(TimeSpan.Zero, cancellationToken)) return false;
        try
        {
            var round = _round.Task;
            Ask(store);
            await round.WaitAsync(HeldFor, clock, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        finally
        {
            _held.Release();
        }
    }

    public override void Dispose()
    {
        _held.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Task<bool>? asked = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var (file, took) in await builder.BuildDueAsync(stoppingToken)) LogBuilt(file.Store, file.Rows, file.Bytes, took.TotalSeconds, file.Id);
                Interlocked.Exchange(ref _round, NewRound()).TrySetResult();
                asked ??= _asked.Reader.WaitToReadAsync(stoppingToken).AsTask();
                await Task.WhenAny(asked, Task.Delay(LookEvery, clock, stoppingToken));
                if (!asked.IsCompleted) continue;
                asked = null;
                // Every store is looked at in any case; what was asked for meanwhile is answered by the same look.
                while (_asked.Reader.TryRead(out _))
                {
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            // A host loop: whatever it was, the next look tries again. Terminals fall back to pages meanwhile.
            catch (Exception problem)
            {
                LogFailed(problem);
                await Task.Delay(LookEvery, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static TaskCompletionSource NewRound() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(2011, LogLevel.Information, "Made a ready-made replica for store {Store}: {Rows} rows, {Bytes} bytes in {Seconds:0.0} s, {File}")]
    private partial void LogBuilt(StoreId store, long rows, long bytes, double seconds, string file);

    [LoggerMessage(2012, LogLevel.Error, "Making ready-made replicas failed; new terminals fetch their state in pages meanwhile")]
    private partial void LogFailed(Exception problem);
}
