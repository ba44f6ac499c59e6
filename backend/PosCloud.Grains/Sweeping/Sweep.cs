using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PosCloud.Grains.Contracts.Terminals;
using PosCloud.Grains.Telemetry;
using PosCloud.Grains.Terminals;
using PosCloud.HubStorage.Alerts;
using PosCloud.HubStorage.Ledger;

namespace PosCloud.Grains.Sweeping;

/// <summary>
/// Takes up what a lost node left: pokes terminals whose accepted facts wait too long, and lets every terminal be judged
/// from time to time, so that one that fell silent together with its node is noticed. Runs on every node; doing it twice
/// is harmless.
/// </summary>
public sealed partial class Sweep(
    IGrainFactory grains, PendingMovements pending, TerminalReading terminals, TerminalAlerts alerts, IOptions<SweepOptions> options, TimeProvider clock, ILogger<Sweep> log)
    : BackgroundService
{
    private const int MaxAtOnce = 200;
    private const int Parallel = 8;

    // Rarer than this an alert's way through a scraper to a person would take more than its minute.
    private static readonly TimeSpan CountAlertsEvery = TimeSpan.FromSeconds(10);

    private readonly TimeSpan _after = TimeSpan.FromSeconds(options.Value.SweepAfterSeconds);
    private readonly TimeSpan _every = TimeSpan.FromSeconds(options.Value.SweepEverySeconds);
    private readonly TimeSpan _judgeEvery = TimeSpan.FromSeconds(options.Value.JudgeEverySeconds);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var trouble = new OngoingTrouble(clock);
        // Not the time of day: a clock that was ahead and is set right would hold both up until it came there again.
        var (judged, counted) = ((long?)null, (long?)null);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await TakeUpAsync(stoppingToken);
                if (IsDue(judged, _judgeEvery))
                {
                    judged = clock.GetTimestamp();
                    await JudgeAsync(stoppingToken);
                }

                if (IsDue(counted, CountAlertsEvery))
                {
                    counted = clock.GetTimestamp();
                    var open = await alerts.CountAsync(stoppingToken);
                    HubTelemetry.OpenAlerts = open.ToDictionary(kind => TerminalAlerts.Kinds[kind.Key], kind => kind.Value);
                }

                if (trouble.End()) LogWorksAgain();
                await Task.Delay(_every, clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            // A host loop: whatever it was, the next round looks again.
            catch (Exception problem)
            {
                trouble.Tell(problem, LogFailed, LogStillFails);
                await Task.Delay(_every, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private bool IsDue(long? last, TimeSpan every) => last is not { } at || clock.GetElapsedTime(at) >= every;

    private async Task TakeUpAsync(CancellationToken cancellationToken)
    {
        var waiting = await pending.WaitingAsync(clock.GetUtcNow() - _after, MaxAtOnce, cancellationToken);
        if (waiting.Count == 0) return;
        HubTelemetry.Sweeps.Add(waiting.Count);
        LogTakenUp(waiting.Count);
        await EachAsync(waiting.Select(t => t.Value), terminal => terminal.ReconcileAsync(), cancellationToken);
    }

    private async Task JudgeAsync(CancellationToken cancellationToken)
    {
        var all = await terminals.LoadAllAsync(cancellationToken);
        await EachAsync(all.Select(t => t.Terminal), terminal => terminal.EvaluateAsync(), cancellationToken);
    }

    private async Task EachAsync(IEnumerable<string> codes, Func<ITerminalGrain, Task> call, CancellationToken cancellationToken) =>
        await System.Threading.Tasks.Parallel.ForEachAsync(
            codes,
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken },
            async (code, _) =>
            {
                try
                {
                    await call(grains.GetGrain<ITerminalGrain>(code));
                }
                // One terminal's trouble must not keep the sweep from the others.
                catch (Exception problem)
                {
                    LogOneFailed(problem, code);
                }
            });

    [LoggerMessage(2141, LogLevel.Error, "A round of the sweep failed")]
    private partial void LogFailed(Exception problem);

    [LoggerMessage(2144, LogLevel.Error, "Rounds of the sweep still fail: {Problem}")]
    private partial void LogStillFails(string problem);

    [LoggerMessage(2145, LogLevel.Information, "The sweep works again")]
    private partial void LogWorksAgain();

    [LoggerMessage(2142, LogLevel.Information, "Taking up the reconciliation of {Terminals} terminals")]
    private partial void LogTakenUp(int terminals);

    [LoggerMessage(2143, LogLevel.Warning, "The sweep couldn't reach terminal {Terminal}")]
    private partial void LogOneFailed(Exception problem, string terminal);
}
