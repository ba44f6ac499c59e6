using PosCloud.Domain.Identity;
using PosCloud.Grains.Nudging;
using PosCloud.HubStorage.Carrying;

namespace PosCloud.Hub.Replication;

/// <summary>
/// Takes facts that an engine brought and whose terminal went away before it asked about them. The terminals' own hellos
/// do the same at once; this is only for the ones that don't come.
/// </summary>
internal sealed partial class InboxSweep(FactInbox inbox, IStreamNudge nudge, TimeProvider clock, ILogger<InboxSweep> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Pause, clock, stoppingToken);
                foreach (var terminal in await inbox.WaitingAsync(stoppingToken)) await TakeAsync(terminal, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem)
            {
                LogNotRead(problem);
            }
        }
    }

    private async Task TakeAsync(TerminalId terminal, CancellationToken cancellationToken)
    {
        try
        {
            var taken = await inbox.TakeAsync(terminal, null, null, "inbox", cancellationToken);
            foreach (var moved in taken.Outcomes.SelectMany(outcome => outcome.Moved)) nudge.Moved(moved.Stream);
        }
        // One terminal's facts never hold up another's.
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            LogNotTaken(problem, terminal);
        }
    }

    [LoggerMessage(2020, LogLevel.Warning, "The inbox couldn't be read; it's tried again")]
    private partial void LogNotRead(Exception problem);

    [LoggerMessage(2023, LogLevel.Warning, "Facts of terminal {Terminal} in the inbox couldn't be taken; it's tried again")]
    private partial void LogNotTaken(Exception problem, TerminalId terminal);
}
