using System.CommandLine;
using Microsoft.Data.Sqlite;
using PosCloud.Hub.Commands.Verbs;
using PosCloud.Hub.Hosting;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Backups;
using PosCloud.HubStorage.Enrolment;
using PosCloud.HubStorage.Sqlite;

namespace PosCloud.Hub.Commands;

/// <summary><c>restore</c>: puts a backup in the place of the database while no hub runs on it.</summary>
internal static class RestoreCommand
{
    private static readonly Argument<string> Backup = new("file") { Description = "The backup." };

    private static readonly Option<bool> Restored = new("--restored")
    {
        Description = "The database's own tool has restored it; begin the new history.",
    };

    public static Command Create()
    {
        var command = new Command("restore", "Put a backup in the place of the database. Terminals send again what it lacks.") { Backup, Restored };
        command.SetInterruptibleAction((line, cancellationToken) => RunAsync(
            line.GetValue(CommonOptions.Data), line.GetValue(CommonOptions.Json), line.GetRequiredValue(Backup), line.GetValue(Restored), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string? dataDirectory, bool json, string backup, bool restored, CancellationToken cancellationToken)
    {
        try
        {
            await using var local = LocalHub.Create(dataDirectory);
            using var taken = DataDirectoryLock.Take(local.DataDirectory);
            var answer = Answer(await RestoreAsync(local, backup, restored, cancellationToken), new VerbArguments(json, new Dictionary<string, string?>()));
            await Console.Out.WriteAsync(answer.Output);
            if (answer.Problem is not null) await Console.Error.WriteLineAsync(answer.Problem);
            return answer.ExitCode;
        }
        catch (Exception problem) when (StartProblem.Explain(problem) is { } known)
        {
            await Console.Error.WriteLineAsync(known.Message);
            return known.ExitCode;
        }
    }

    private static Task<RestoreOutcome> RestoreAsync(LocalHub local, string backup, bool restored, CancellationToken cancellationToken)
    {
        var options = local.Services.GetRequiredService<HubStorageOptions>();
        var (standing, clock) = (local.Services.GetRequiredService<StandingLog>(), local.Services.GetRequiredService<TimeProvider>());
        if (options.Kind == HubDatabaseKind.Sqlite)
            return HubRestore.RunAsync(Path.GetFullPath(backup), FileOf(options), standing, clock, ChangeTeller.Actor, cancellationToken);
        var database = local.Services.GetRequiredService<HubDatabase>();
        return restored
            ? HubRestore.AdoptAsync(database, backup, standing, clock, ChangeTeller.Actor, cancellationToken)
            : Task.FromResult<RestoreOutcome>(new RestoreOutcome.Refused(HubRestore.Advice(database, backup), IsDamage: false));
    }

    private static string FileOf(HubStorageOptions options) => options.ConnectionString is { Length: > 0 } connection
        ? new SqliteConnectionStringBuilder(connection).DataSource
        : options.SqliteFile;

    private static VerbAnswer Answer(RestoreOutcome outcome, VerbArguments arguments) => outcome switch
    {
        RestoreOutcome.Restored done => VerbAnswer.Of(
            arguments,
            new { epoch = done.Epoch, facts = done.Facts, keptAs = done.KeptAs, listed = done.Listed },
            string.Join('\n', new[] { $"Restored {done.Facts} facts; the hub's history is now {done.Epoch}. Start the hub: terminals send again what is missing." }
                .Concat(done.KeptAs is null ? [] : [$"The database from before is kept as {done.KeptAs}."]).Concat(done.Listed))),
        RestoreOutcome.Refused refused => VerbAnswer.Failed(refused.IsDamage ? ExitCodes.Damaged : ExitCodes.CheckFailed, refused.Problem),
        _ => throw new InvalidOperationException("The restore had an unknown outcome."),
    };
}
