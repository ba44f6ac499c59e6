using System.Text.Json.Nodes;
using PosCloud.Terminal.Engine;
using PosCloud.Terminal.Engine.Journal;

namespace PosCloud.Terminal.Commands;

/// <summary>What can be done with a journal that can't be opened any more: look, save, go on.</summary>
public static class DamageVerbs
{
    /// <summary>export-journal on a damaged journal: everything that can still be read.</summary>
    public static CommandResult Export(string folder, string file, JournalDamagedException damaged)
    {
        ArgumentNullException.ThrowIfNull(damaged);
        try
        {
            return TerminalEngine.Salvage(folder, file) is { } facts and > 0
                ? CommandResult.Done(
                    new JsonObject { ["file"] = file, ["facts"] = facts, ["damaged"] = true },
                    $"{facts} facts could be read and are in {file}. {damaged.Message}")
                : CommandResult.Problem(ExitCodes.Damaged, "Nothing could be read. " + damaged.Message);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return CommandResult.Problem(ExitCodes.CheckFailed, $"{file} can't be written: {problem.Message}");
        }
    }

    public static CommandResult Doctor(JournalDamagedException damaged)
    {
        ArgumentNullException.ThrowIfNull(damaged);
        var json = new JsonObject
        {
            ["findings"] = new JsonArray(new JsonObject { ["severity"] = "error", ["what"] = $"The journal is damaged: {damaged.What}", ["action"] = "Run recover." }),
        };
        return new CommandResult(ExitCodes.Damaged, json, damaged.Message);
    }

    public static async Task<CommandResult> RecoverAsync(string folder) =>
        await TerminalEngine.RecoverAsync(Path.GetFullPath(folder), EngineSettings.FromEnvironment()) switch
        {
            RecoveryOutcome.Recovered done => CommandResult.Done(
                new JsonObject
                {
                    ["epoch"] = done.Epoch.Value, ["facts"] = done.Facts, ["salvaged"] = done.Salvaged, ["file"] = done.Export, ["journal"] = done.Damaged,
                },
                $"{done.Facts} facts are in the new journal, which goes on in epoch {done.Epoch}. "
                    + (done.Salvaged > done.Facts ? $"{done.Salvaged - done.Facts} more could be read behind a hole: take {done.Export} to the hub's import-journal. " : "")
                    + $"The damaged journal is kept as {done.Damaged}."),
            RecoveryOutcome.NotDamaged => CommandResult.Problem(ExitCodes.CheckFailed, "The journal is whole; there is nothing to recover."),
            RecoveryOutcome.NoIdentity => CommandResult.Problem(ExitCodes.Damaged, "Nothing says any more which terminal this was. Keep the folder and enrol the device anew in another one."),
            _ => throw new InvalidOperationException("Recovering had an unknown outcome."),
        };
}
