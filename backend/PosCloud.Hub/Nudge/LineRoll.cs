using PosCloud.Grains.Contracts.Terminals;
using PosCloud.Grains.Sweeping;
using PosCloud.HubStorage.Enrolment;

namespace PosCloud.Hub.Nudge;

/// <summary>
/// Calls the roll of this node's open lines from time to time. Whoever was revoked, moved to another store or replaced by
/// another device since its line opened loses it; the grain of every other terminal is told again that its line is open,
/// because one that moved to another node has lost what it knew.
/// </summary>
internal sealed partial class LineRoll(OpenLines lines, TerminalEnrolment enrolment, IGrainFactory grains, TimeProvider clock, ILogger<LineRoll> log) : BackgroundService
{
    private const int LinesPerRead = 200;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private readonly OngoingTrouble _reading = new(clock);
    private readonly OngoingTrouble _telling = new(clock);

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
        foreach (var some in lines.All.Chunk(LinesPerRead))
        {
            foreach (var (id, line) in await StayingAsync(some, cancellationToken))
            {
                cancellationToken.ThrowIfCancellationRequested();
                await TellAsync(id, line.Opened.Terminal.Value);
            }
        }
    }

    /// <summary>Closes the lines of those who may not have them any more; the others.</summary>
    private async Task<IReadOnlyList<(string Id, OpenLine Line)>> StayingAsync((string Id, OpenLine Line)[] some, CancellationToken cancellationToken)
    {
        try
        {
            var now = await enrolment.FindAllAsync([.. some.Select(open => open.Line.Opened.Terminal)], cancellationToken);
            var leaving = some.Where(open => !open.Line.MayStay(now.GetValueOrDefault(open.Line.Opened.Terminal))).ToList();
            foreach (var (_, line) in leaving)
            {
                LogClosed(line.Opened.Terminal.Value);
                line.Close();
            }

            _reading.End();
            return [.. some.Except(leaving)];
        }
        // A database that can't be asked now is asked in the next round; a nudge tells nothing but that there is something.
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            _reading.Tell(problem, LogNotAsked, LogStillNotAsked);
            return some;
        }
    }

    private async Task TellAsync(string id, string terminal)
    {
        try
        {
            await grains.GetGrain<ITerminalGrain>(terminal).LineAsync(id, isOpen: true);
            // It closed while its grain was being told; the last word must be that it is closed.
            if (!lines.IsOpen(id)) await grains.GetGrain<ITerminalGrain>(terminal).LineAsync(id, isOpen: false);
            _telling.End();
        }
        // One grain that can't be reached now is called again in the next round.
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            _telling.Tell(problem, whole => LogNotReached(whole, terminal), _ => { });
        }
    }

    [LoggerMessage(2302, LogLevel.Information, "The push line of terminal {Terminal} was closed: it was revoked, moved or replaced")]
    private partial void LogClosed(string terminal);

    [LoggerMessage(2303, LogLevel.Warning, "Whether the open push lines may stay open couldn't be read; it is tried again")]
    private partial void LogNotAsked(Exception problem);

    [LoggerMessage(2304, LogLevel.Warning, "Whether the open push lines may stay open still can't be read: {Problem}")]
    private partial void LogStillNotAsked(string problem);

    [LoggerMessage(2301, LogLevel.Information, "The grain of terminal {Terminal} couldn't be told that its line is open")]
    private partial void LogNotReached(Exception problem, string terminal);
}
