using PosCloud.Grains.Nudging;
using PosCloud.HubStorage.Intake;

namespace PosCloud.Hub.Replication;

/// <summary>
/// Applies facts that waited for this release: when the hub starts, and every hour, because nodes of the release before may
/// have put more there meanwhile. Reconciliation is the sweep's.
/// </summary>
internal sealed partial class FutureFactsLoop(FutureReplay future, IStreamNudge nudge, TimeProvider clock, ILogger<FutureFactsLoop> log) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var replayed = await future.RunAsync(stoppingToken);
                foreach (var moved in replayed.Moved) nudge.Moved(moved.Stream);
                if (replayed.Applied > 0) LogApplied(replayed.Applied);
                if (replayed.Waiting > 0) LogWaiting(replayed.Waiting);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            // A host loop: the facts are safe where they are, and it is tried again.
            catch (Exception problem)
            {
                LogFailed(problem);
            }

            await Task.Delay(LookEvery, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(2015, LogLevel.Information, "{Facts} facts that waited for this release are applied")]
    private partial void LogApplied(int facts);

    [LoggerMessage(2016, LogLevel.Warning, "{Facts} facts of a newer release wait in quarantine: update this hub")]
    private partial void LogWaiting(int facts);

    [LoggerMessage(2017, LogLevel.Error, "Facts that waited for this release couldn't be applied; it is tried again in an hour")]
    private partial void LogFailed(Exception problem);
}
