using PosCloud.Domain.Identity;
using PosCloud.Grains.Contracts.Terminals;
using PosCloud.HubStorage.Intake;
using PosCloud.HubStorage.Queries;

namespace PosCloud.Hub.Commands.Verbs;

internal sealed class QuarantineReplayVerb(QuarantineReplay quarantine, TerminalQueries queries, ChangeTeller teller, IGrainFactory? grains = null) : IVerb
{
    public async Task<VerbAnswer> RunAsync(VerbArguments arguments, CancellationToken cancellationToken)
    {
        var id = arguments.Require("id");
        var entries = await EntriesAsync(id, cancellationToken);
        var (done, problems) = (new List<string>(), new List<string>());
        foreach (var entry in entries)
        {
            var outcome = await quarantine.ReplayAsync(entry.Id, ChangeTeller.Actor, cancellationToken);
            if (outcome.Done) done.Add(entry.Id);
            else problems.Add($"{entry.Id}: {outcome.Problem ?? "It still can't be applied."}");
            await teller.TellAsync(entry.Store, outcome.Moved);
        }

        if (grains is not null && done.Count > 0) await grains.GetGrain<ITerminalGrain>(entries[0].Terminal).ReconcileAsync();
        if (entries.Count == 0) return VerbAnswer.Failed(ExitCodes.Refused, $"Nothing in quarantine is called {id}.");
        if (problems.Count > 0) return VerbAnswer.Failed(ExitCodes.Refused, $"{done.Count} applied. " + string.Join('\n', problems));
        return VerbAnswer.Of(arguments, new { facts = done.Select(d => new { id = d }) }, done.Count == 1 ? $"{done[0]} is applied." : $"{done.Count} facts are applied.");
    }

    /// <summary>In journal order, because a later fact may rest on an earlier one.</summary>
    private async Task<List<QuarantineEntry>> EntriesAsync(string id, CancellationToken cancellationToken)
    {
        TerminalId? terminal = TerminalId.TryParse(id, out var code) ? code : null;
        var waiting = await queries.QuarantineAsync(terminal, QueryPage<QuarantineEntry>.MaxLimit, cancellationToken);
        return [.. waiting.Where(q => terminal is not null || q.Id == id).OrderBy(q => q.Epoch, StringComparer.Ordinal).ThenBy(q => q.Branch, StringComparer.Ordinal).ThenBy(q => q.Sequence)];
    }
}
