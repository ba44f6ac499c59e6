using System.Globalization;
using System.Text.Json.Nodes;
using PosCloud.Terminal.Engine;

namespace PosCloud.Terminal.Commands;

/// <summary>
/// unpair: makes the data folder new for another pairing. The old files are moved into a folder beside the new ones,
/// never deleted: the journal is the shop's money.
/// </summary>
public static class UnpairVerb
{
    public static async Task<CommandResult> RunAsync(string folder, bool force, TimeProvider clock)
    {
        var full = Path.GetFullPath(folder);
        string terminal;
        await using (var engine = TerminalEngine.Open(full, EngineSettings.FromEnvironment(), clock))
        {
            if (engine.Identity is not { } identity)
            {
                return CommandResult.Problem(ExitCodes.CheckFailed, "This device is not paired with a store.");
            }

            if (engine.Status.Pending.Facts is > 0 and var pending && !force)
            {
                return CommandResult.Problem(
                    ExitCodes.Refused, $"{pending} facts are not at the hub yet. Run sync first, or add --force to keep them in the set-aside folder only.");
            }

            terminal = identity.Terminal.Value;
        }

        var aside = Path.Combine(full, "unpaired-" + terminal + "-" + clock.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture));
        Directory.CreateDirectory(aside);
        foreach (var file in Directory.EnumerateFiles(full))
        {
            File.Move(file, Path.Combine(aside, Path.GetFileName(file)));
        }

        return CommandResult.Done(new JsonObject { ["terminal"] = terminal, ["keptIn"] = aside }, $"{terminal} is no longer paired. Its files are in {aside}.");
    }
}
