using System.Text.Json.Nodes;
using PosCloud.Terminal.Engine;

namespace PosCloud.Terminal.Commands;

/// <summary>unpair: makes the data folder new for another pairing. What isn't at the hub yet stops it, or is exported first.</summary>
public static class UnpairVerb
{
    public static async Task<CommandResult> RunAsync(string folder, bool force) =>
        await TerminalEngine.UnpairAsync(Path.GetFullPath(folder), force, EngineSettings.FromEnvironment()) switch
        {
            UnpairOutcome.Unpaired done => CommandResult.Done(
                new JsonObject { ["journal"] = done.Journal, ["export"] = done.Export },
                done.Export is null ? $"No longer paired. The journal is kept as {done.Journal}." : $"No longer paired. The journal is kept as {done.Journal}, what was unsent is in {done.Export}."),
            UnpairOutcome.NotPaired => CommandResult.Problem(ExitCodes.CheckFailed, "This device is not paired with a store."),
            UnpairOutcome.Refused refused => CommandResult.Problem(
                ExitCodes.Refused, $"{refused.Pending.Facts} facts are not at the hub yet. Run sync first, or add --force to export them to a file."),
            _ => throw new InvalidOperationException("Unpairing had an unknown outcome."),
        };
}
