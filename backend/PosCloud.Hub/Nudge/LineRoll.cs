using PosCloud.Grains.Contracts.Terminals;

namespace PosCloud.Hub.Nudge;

/// <summary>
/// Calls the roll of this node's open lines from time to time: a terminal's grain that moved to another node has lost
/// what it knew, and must not call a connected terminal offline.
/// </summary>
internal sealed partial class LineRoll(OpenLines lines, IGrainFactory grains, TimeProvider clock, ILogger<LineRoll> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await CallAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task CallAsync(CancellationToken cancellationToken)
    {
        foreach (var (line, terminal) in lines.All)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await grains.GetGrain<ITerminalGrain>(terminal).LineAsync(line, isOpen: true);
            }
            // One grain that can't be reached now is called again in the next round.
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                LogNotReached(problem, terminal);
                continue;
            }

            // It closed while its grain was being told; the last word must be that it is closed.
            if (!lines.IsOpen(line)) await grains.GetGrain<ITerminalGrain>(terminal).LineAsync(line, isOpen: false);
        }
    }

    [LoggerMessage(2301, LogLevel.Information, "The grain of terminal {Terminal} couldn't be told that its line is open")]
    private partial void LogNotReached(Exception problem, string terminal);
}
