using PosCloud.Grains.Telemetry;
using PosCloud.HubStorage.Backups;

namespace PosCloud.Hub.Backups;

/// <summary>Makes scheduled backups and tells the instruments how old the newest ones are.</summary>
internal sealed partial class BackupLoop(ScheduledBackup backups, TimeProvider clock, ILogger<BackupLoop> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = Every;
            try
            {
                switch (await backups.RunIfDueAsync(stoppingToken))
                {
                    case BackupOutcome.Made made:
                        LogMade(made.Facts, made.File);
                        break;
                    case BackupOutcome.Failed failed:
                        LogFailed(failed.Problem);
                        wait = AfterFailure;
                        break;
                }

                var age = await backups.AgeAsync(stoppingToken);
                HubTelemetry.NewestBackup = age.Newest;
                HubTelemetry.NewestVerifiedBackup = age.NewestVerified;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            // A host loop: whatever it was, the next round looks again.
            catch (Exception problem)
            {
                LogBroken(problem);
            }

            await Task.Delay(wait, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(2501, LogLevel.Information, "A scheduled backup of {Facts} facts is in {File}")]
    private partial void LogMade(long facts, string file);

    [LoggerMessage(2502, LogLevel.Error, "A scheduled backup failed: {Problem}")]
    private partial void LogFailed(string problem);

    [LoggerMessage(2503, LogLevel.Error, "The backup loop couldn't look; it goes on")]
    private partial void LogBroken(Exception problem);
}
