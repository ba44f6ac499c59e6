using PosCloud.Domain.Identity;
using PosCloud.Grains.Contracts.Terminals;
using PosCloud.Grains.Retrying;

namespace PosCloud.Hub.Replication;

/// <summary>Tells a terminal's grain what was seen of it, so that reconciliation begins at once.</summary>
internal sealed partial class GrainTeller(IGrainFactory grains, TimeProvider clock, ILogger<GrainTeller> log)
{
    public async Task TellAsync(TerminalId terminal, SyncObserved observed)
    {
        try
        {
            await CallRetry.RunAsync(() => grains.GetGrain<ITerminalGrain>(terminal.Value).ObservedAsync(observed), clock, CancellationToken.None);
        }
        catch (Exception problem) when (CallRetry.IsPassing(problem))
        {
            LogNotTold(problem, terminal);
        }
    }

    [LoggerMessage(2002, LogLevel.Warning, "The grain of terminal {Terminal} couldn't be told of a sync; the sweep takes up what it would have done")]
    private partial void LogNotTold(Exception problem, TerminalId terminal);
}
