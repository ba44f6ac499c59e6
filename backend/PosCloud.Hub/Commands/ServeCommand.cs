using System.CommandLine;
using PosCloud.Hub.Hosting;
using PosCloud.Hub.Nodes;
using PosCloud.HubStorage.Sqlite;

namespace PosCloud.Hub.Commands;

/// <summary><c>serve</c>: the hub itself.</summary>
internal static class ServeCommand
{
    private static readonly Option<string> Urls = new("--urls")
    {
        Description = "Addresses to listen on, separated by semicolons.", DefaultValueFactory = _ => HubConfiguration.DefaultUrls,
    };

    public static Command Create()
    {
        // Further settings of the standard configuration may follow, as --Hub:Merchant=…
        var command = new Command("serve", "Serve terminals and dashboards.") { Urls };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((line, cancellationToken) => RunAsync(
            line.GetValue(CommonOptions.Data), line.GetRequiredValue(Urls), [.. line.UnmatchedTokens], cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string? dataDirectory, string urls, string[] settings, CancellationToken cancellationToken)
    {
        try
        {
            await using var app = HubHost.Build(dataDirectory, urls, configure: null, settings);
            PortCheck.RequireFree(HubConfiguration.Hub(app.Configuration), urls);
            using var taken = DataDirectoryLock.Take(HubConfiguration.DataDirectory(app.Configuration));
            await app.Services.JoinNodesAsync();
            await HubHost.PrepareAsync(app.Services, cancellationToken);
            await app.StartAsync(cancellationToken);
            await Welcome.PrintAsync(app.Services, Console.Out, cancellationToken);
            await app.WaitForShutdownAsync(cancellationToken);
            return ExitCodes.Done;
        }
        catch (Exception problem) when (StartProblem.Explain(problem) is { } known)
        {
            await Console.Error.WriteLineAsync(known.Message);
            return known.ExitCode;
        }
    }
}
