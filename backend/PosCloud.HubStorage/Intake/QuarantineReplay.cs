using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Publishing;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage.Intake;

/// <summary>
/// Takes facts out of quarantine once nothing speaks against them any more. Above the ledger's progress only the status
/// changes and reconciliation applies them; at or below it, their movements are entered in the same transaction. Either way
/// the version of <c>terminal_applied</c> rises, so a batch that was read before is read again.
/// </summary>
public sealed class QuarantineReplay(HubWriter writer)
{
    /// <summary>Replays one fact by its <see cref="QuarantineId"/>.</summary>
    /// <param name="id">As the list of the quarantine names it.</param>
    /// <param name="by">Who decided it; null when the hub itself tries again.</param>
    public Task<ReplayOutcome> ReplayAsync(string id, string? by, CancellationToken cancellationToken) => writer.RunAsync(
        async transaction =>
        {
            if (await FindAsync(transaction, id) is not { } place) return Unknown(id);
            // Like an upload under the journal's lock: two people may replay the same fact, or its terminal repair it.
            await JournalBranches.LockAsync(transaction, place.Terminal, place.Epoch, open: false);
            if (await FindAsync(transaction, id) is null) return Unknown(id);
            var outcome = await ReplayAsync(transaction, place);
            if (outcome.Done && by is not null) await AuditLog.WriteAsync(transaction, by, "replay", $"Applied {id} from quarantine.", target: id);
            return outcome;
        },
        cancellationToken);

    private static async Task<ReplayOutcome> ReplayAsync(HubTransaction transaction, FactPlace place)
    {
        var applier = new FactApplier(transaction, upload: null);
        var release = new FactRelease(transaction, applier);
        if (await release.ReleaseAsync(place) is { } problem) return new ReplayOutcome(false, problem, []);
        var changes = await release.ApplyAsync();
        return new ReplayOutcome(true, null, await StreamPublisher.NumberAsync(transaction, [.. applier.Changes, .. changes]));
    }

    private static async Task<FactPlace?> FindAsync(HubTransaction transaction, string id)
    {
        var found = await transaction.QueryAsync(
            "SELECT terminal, epoch, branch, sequence FROM quarantine WHERE id = @p0 AND replayed_at IS NULL",
            row => new FactPlace(TerminalId.Parse(row.GetString(0)), JournalEpoch.Parse(row.GetString(1)), row.GetString(2), new JournalSequence(row.GetInt64(3))),
            id);
        return found.Count == 0 ? null : found[0];
    }

    private static ReplayOutcome Unknown(string id) => new(false, $"Nothing in quarantine is called {id}.", []);
}
