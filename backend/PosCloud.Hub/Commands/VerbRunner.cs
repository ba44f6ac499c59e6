using PosCloud.Hub.Administration;
using PosCloud.Hub.Hosting;
using PosCloud.HubStorage.Sqlite;

namespace PosCloud.Hub.Commands;

/// <summary>Runs a verb where the database is open: in the running hub, or here when there is none.</summary>
internal static class VerbRunner
{
    // A hub that is just starting holds the lock before it can be asked.
    private const int Tries = 20;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(500);

    public static async Task<VerbAnswer> RunAsync(VerbShape shape, string? dataDirectory, VerbArguments arguments, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await using var local = LocalHub.Create(dataDirectory);
                if (await AdministrationClient.TryAskAsync(local.DataDirectory, shape.Name, arguments, cancellationToken) is { } answer) return answer;
                await local.OpenAsync(cancellationToken);
                return await RunAsync(shape, arguments, local.Services, cancellationToken);
            }
            catch (DatabaseLockedException) when (tries < Tries)
            {
                await Task.Delay(BetweenTries, TimeProvider.System, cancellationToken);
            }
            catch (Exception problem) when (StartProblem.Explain(problem) is { } known)
            {
                return VerbAnswer.Failed(known.ExitCode, known.Message);
            }
        }
    }

    public static async Task<VerbAnswer> RunAsync(VerbShape shape, VerbArguments arguments, IServiceProvider services, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = services.CreateAsyncScope();
            var verb = (IVerb)ActivatorUtilities.CreateInstance(scope.ServiceProvider, shape.Handler);
            return await verb.RunAsync(arguments, cancellationToken);
        }
        catch (VerbUsageException problem)
        {
            return VerbAnswer.Failed(ExitCodes.BadUsage, problem.Message);
        }
        // The outermost place of a verb: whoever typed it gets a sentence, and the hub that ran it goes on.
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            return VerbAnswer.Failed(ExitCodes.CheckFailed, $"The command failed: {problem}");
        }
    }
}
