using System.Globalization;
using PosCloud.Grains.Contracts.Fleet;
using PosCloud.Grains.Contracts.Terminals;
using PosCloud.HubStorage.Queries;

namespace PosCloud.Hub.Commands.Verbs;

internal sealed class TerminalsVerb(TerminalQueries queries, IGrainFactory? grains = null) : IVerb
{
    public async Task<VerbAnswer> RunAsync(VerbArguments arguments, CancellationToken cancellationToken)
    {
        // Without a running hub nobody is connected.
        var live = grains is null ? [] : (await grains.GetGrain<IFleetGrain>(IFleetGrain.Key).GetOverviewAsync()).Terminals;
        var rows = (await queries.ListAsync(cancellationToken)).Select(t => Row(t, live.FirstOrDefault(l => l.Terminal == t.Terminal.Terminal))).ToList();
        var text = string.Join('\n', rows.Select(r => string.Create(
            CultureInfo.InvariantCulture,
            $"{r.Terminal,-8} {r.Store,-6} {r.Status,-8} epoch {r.Epoch}, here {r.AcceptedThrough}, applied {r.AppliedThrough}, waiting {r.PendingReported}, seen {r.LastSeen:yyyy-MM-dd HH:mm:ss}")));
        return VerbAnswer.Of(arguments, new { terminals = rows }, rows.Count == 0 ? "No terminal is enrolled yet. Make a code with: enrolment-code --store CODE" : text);
    }

    private static TerminalJson Row(TerminalOverview stored, TerminalSummary? live) => new(
        stored.Terminal.Terminal,
        stored.Terminal.Store,
        live is null or { Status: TerminalStatus.Offline } ? "offline" : "online",
        stored.Epoch,
        stored.AcceptedThrough,
        stored.AppliedThrough,
        live?.PendingFacts ?? stored.Report?.PendingFacts ?? 0,
        live?.LastSeen ?? stored.Report?.SeenAt);

    private sealed record TerminalJson(
        string Terminal, string Store, string Status, string Epoch, long AcceptedThrough, long AppliedThrough, int PendingReported, DateTimeOffset? LastSeen);
}
