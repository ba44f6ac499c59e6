using PosCloud.HubStorage.Retention;

namespace PosCloud.Hub.Replication;

/// <summary>Looks from time to time whether rows leave their streams and deletions can be forgotten. Runs on every node; a duty keeps it to one at a time.</summary>
internal sealed partial class RetentionLoop(StreamRetention retention, TimeProvider clock, ILogger<RetentionLoop> log) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await retention.RunAsync(stoppingToken) is { } report && report.Left + report.Forgotten > 0) LogDone(report.Left, report.Forgotten);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            // A host loop: nothing is late if it is done an hour later.
            catch (Exception problem)
            {
                LogFailed(problem);
            }

            await Task.Delay(LookEvery, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(2013, LogLevel.Information, "{Left} rows left their streams, {Forgotten} deletions were forgotten")]
    private partial void LogDone(long left, long forgotten);

    [LoggerMessage(2014, LogLevel.Error, "Retention failed; it is tried again in an hour")]
    private partial void LogFailed(Exception problem);
}
