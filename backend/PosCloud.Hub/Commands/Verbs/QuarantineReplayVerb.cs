using PosCloud.Grains.Contracts.Terminals;
using PosCloud.HubStorage.Intake;
using PosCloud.HubStorage.Queries;

namespace PosCloud.Hub.Commands.Verbs;

internal sealed class QuarantineReplayVerb(QuarantineReplay quarantine, TerminalQueries queries, ChangeTeller teller, IGrainFactory? grains = null) : IVerb
{
    public async Task<VerbAnswer> RunAsync(VerbArguments arguments, CancellationToken cancellationToken)
    {
        var id = arguments.Require("id");
        var entry = (await queries.QuarantineAsync(null, QueryPage<QuarantineEntry>.MaxLimit, cancellationToken)).FirstOrDefault(q => q.Id == id);
        var outcome = await quarantine.ReplayAsync(id, cancellationToken);
        if (!outcome.Done) return VerbAnswer.Failed(ExitCodes.Refused, outcome.Problem ?? "It still can't be applied.");
        await teller.TellAsync(entry?.Store ?? "", outcome.Moved);
        if (grains is not null && entry is not null) await grains.GetGrain<ITerminalGrain>(entry.Terminal).ReconcileAsync();
        return VerbAnswer.Of(arguments, new { facts = new[] { new { id } } }, $"{id} is applied.");
    }
}
