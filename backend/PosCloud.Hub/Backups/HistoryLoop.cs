using PosCloud.HubStorage.Backups;

namespace PosCloud.Hub.Backups;

/// <summary>Names this run of the hub, and notes outside the database how far it has got, now and then and at the end.</summary>
internal sealed partial class HistoryLoop(HistoryWatch history, TimeProvider clock, ILogger<HistoryLoop> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isNamed = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (isNamed) await history.NoteAsync(stoppingToken);
                else await history.BeginRunAsync(stoppingToken);
                isNamed = true;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            // A host loop: an older note says less, never anything wrong.
            catch (Exception problem)
            {
                LogNotNoted(problem);
            }

            await Task.Delay(Every, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await history.NoteAllAsync(cancellationToken);
        }
        // Also when the database hangs and the time for stopping is over: the stop itself is no failure.
        catch (Exception problem)
        {
            LogNotNoted(problem);
        }
    }

    [LoggerMessage(2504, LogLevel.Warning, "How far the database has got couldn't be noted; a restore might go unnoticed until a terminal tells")]
    private partial void LogNotNoted(Exception problem);
}
