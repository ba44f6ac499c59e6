using PosCloud.Terminal.Engine;
using PosCloud.Terminal.Engine.Journal;

namespace PosCloud.Terminal.Commands;

/// <summary>Opens the data folder for one command, while no terminal program runs on it.</summary>
public static class FilesAlone
{
    public static async Task<CommandResult> RunAsync(string folder, VerbCall call, CancellationToken cancellation)
    {
        try
        {
            if (call is VerbCall.Unpair unpair)
            {
                return await UnpairVerb.RunAsync(folder, unpair.Force);
            }

            if (call is VerbCall.Recover)
            {
                return await DamageVerbs.RecoverAsync(folder);
            }

            await using var engine = TerminalEngine.Open(folder, EngineSettings.FromEnvironment());
            return await new Verbs(engine, TimeProvider.System).RunAsync(call, cancellation);
        }
        catch (JournalDamagedException damaged) when (call is VerbCall.ExportJournal or VerbCall.Doctor)
        {
            return call is VerbCall.ExportJournal export ? DamageVerbs.Export(folder, export.File, damaged) : DamageVerbs.Doctor(damaged);
        }
        catch (Exception problem) when (OpeningProblem.ExitCodeOf(problem) is not null)
        {
            return CommandResult.Problem(OpeningProblem.ExitCodeOf(problem)!.Value, problem.Message);
        }
    }
}
