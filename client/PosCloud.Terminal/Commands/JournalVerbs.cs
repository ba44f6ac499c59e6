using System.Text.Json.Nodes;
using PosCloud.Protocol;
using PosCloud.Terminal.Engine;

namespace PosCloud.Terminal.Commands;

/// <summary>verify, table, export-journal: what lies in the data folder.</summary>
public sealed class JournalVerbs(TerminalEngine engine)
{
    public CommandResult Verify()
    {
        var report = engine.Verify();
        var json = new JsonObject
        {
            ["ok"] = report.Ok,
            ["facts"] = report.Facts,
            ["chain"] = report.Chain,
            ["violations"] = new JsonArray([.. report.Violations.Select(violation => (JsonNode)violation)]),
        };
        var text = report.Ok ? $"{report.Facts} facts, chain unbroken." : string.Join(Environment.NewLine, report.Violations);
        return new CommandResult(report.Ok ? ExitCodes.Done : ExitCodes.CheckFailed, json, text);
    }

    public CommandResult Table(VerbCall.Table call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return engine.DumpTable(call.Name) is { } lines
            ? new CommandResult(ExitCodes.Done, null, string.Join('\n', lines))
            : CommandResult.Problem(ExitCodes.BadUsage, $"No synced table '{call.Name}'; there are {string.Join(", ", SyncedTables.All.Select(table => table.Name))}.");
    }

    public CommandResult Export(VerbCall.ExportJournal call)
    {
        ArgumentNullException.ThrowIfNull(call);
        try
        {
            var facts = engine.ExportJournal(call.File);
            return CommandResult.Done(new JsonObject { ["file"] = call.File, ["facts"] = facts }, $"{facts} facts written to {call.File}.");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return CommandResult.Problem(ExitCodes.CheckFailed, $"{call.File} can't be written: {problem.Message}");
        }
    }
}
