using PosCloud.HubStorage.Backups;

namespace PosCloud.Hub.Commands.Verbs;

internal sealed class BackupVerb(HubBackup backup) : IVerb
{
    public async Task<VerbAnswer> RunAsync(VerbArguments arguments, CancellationToken cancellationToken)
    {
        var file = arguments.Require("file");
        return await backup.MakeAsync(file, arguments.Has("verified"), ChangeTeller.Actor, cancellationToken) switch
        {
            BackupOutcome.Made made => VerbAnswer.Of(
                arguments,
                new { epoch = made.Epoch, facts = made.Facts, file = made.File, bytes = made.Bytes, verified = made.Verified },
                $"{made.Facts} facts are in {made.File}{(made.Verified ? ", and they add up there" : "")}. The hub's keys are not: keep them elsewhere."),
            BackupOutcome.Begun begun => VerbAnswer.Of(arguments, new { epoch = begun.Epoch, facts = begun.Facts, verified = false, action = begun.Advice }, begun.Advice),
            BackupOutcome.Registered registered => VerbAnswer.Of(
                arguments, new { epoch = registered.Epoch, facts = registered.Facts, verified = true }, "Noted: this backup was restored once and can be relied on."),
            BackupOutcome.Failed failed => VerbAnswer.Failed(failed.IsDamage ? ExitCodes.Damaged : ExitCodes.CheckFailed, failed.Problem),
            _ => throw new InvalidOperationException("The backup had an unknown outcome."),
        };
    }
}
