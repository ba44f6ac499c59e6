using System.CommandLine;
using PosCloud.Hub.Hosting;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Sqlite;

namespace PosCloud.Hub.Commands;

/// <summary><c>migrate</c>: brings the database to this release's schema while no hub runs on it (on a database server: while nodes of the release before may run).</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var command = new Command("migrate", "Bring the database to this release's schema.");
        command.SetInterruptibleAction((line, cancellationToken) => RunAsync(line.GetValue(CommonOptions.Data), line.GetValue(CommonOptions.Json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string? dataDirectory, bool json, CancellationToken cancellationToken)
    {
        try
        {
            await using var local = LocalHub.Create(dataDirectory);
            using var taken = local.Services.GetRequiredService<HubDatabase>().IsShared ? null : DataDirectoryLock.Take(local.DataDirectory);
            var applied = await local.Services.GetRequiredService<HubSchema>().MigrateAsync(cancellationToken);
            var text = applied.Count == 0 ? "The database has this release's schema." : "Applied " + string.Join(", ", applied) + ".";
            await Console.Out.WriteAsync(VerbAnswer.Of(new VerbArguments(json, new Dictionary<string, string?>()), new { applied }, text).Output);
            return ExitCodes.Done;
        }
        catch (Exception problem) when (StartProblem.Explain(problem) is { } known)
        {
            await Console.Error.WriteLineAsync(known.Message);
            return known.ExitCode;
        }
    }
}
