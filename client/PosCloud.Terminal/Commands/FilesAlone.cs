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

            await using var engine = TerminalEngine.Open(folder, EngineSettings.FromEnvironment());
            return await new Verbs(engine, TimeProvider.System).RunAsync(call, cancellation);
        }
        catch (Exception problem) when (OpeningProblem.ExitCodeOf(problem) is not null)
        {
            return CommandResult.Problem(OpeningProblem.ExitCodeOf(problem)!.Value, problem.Message);
        }
    }
}
