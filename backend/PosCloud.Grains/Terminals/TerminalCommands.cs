using PosCloud.Domain.Identity;
using PosCloud.Grains.Access;
using PosCloud.Grains.Contracts;
using PosCloud.Grains.Nudging;
using PosCloud.HubStorage.Enrolment;
using PosCloud.HubStorage.Intake;

namespace PosCloud.Grains.Terminals;

/// <summary>What a manager orders for one terminal.</summary>
public sealed class TerminalCommands(TerminalEnrolment enrolment, QuarantineReplay quarantine, IStreamNudge nudge)
{
    public async Task<ChangeOutcome> RevokeAsync(TerminalId terminal, CancellationToken cancellationToken) =>
        await enrolment.RevokeAsync(terminal, Caller.CurrentName, cancellationToken)
            ? ChangeOutcome.Success
            : ChangeOutcome.Refused($"There is no terminal {terminal}.");

    public async Task<ChangeOutcome> ReplayAsync(TerminalId terminal, string quarantineId, CancellationToken cancellationToken)
    {
        // Ids begin with their terminal's code; another terminal's facts are replayed through its own grain.
        if (!quarantineId.StartsWith(terminal.Value + "-", StringComparison.Ordinal))
            return ChangeOutcome.Refused($"Nothing of terminal {terminal} in quarantine is called {quarantineId}.");
        var outcome = await quarantine.ReplayAsync(quarantineId, Caller.CurrentName, cancellationToken);
        foreach (var moved in outcome.Moved) nudge.Moved(moved.Stream);
        return outcome.Done ? ChangeOutcome.Success : ChangeOutcome.Refused(outcome.Problem ?? "It still can't be applied.");
    }
}
