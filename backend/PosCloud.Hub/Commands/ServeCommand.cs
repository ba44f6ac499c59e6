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

    private static readonly TimeSpan StopAfterLimit = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan StartAfterTold = TimeSpan.FromSeconds(4);

    public static Command Create()
    {
        // Further settings of the standard configuration may follow, as --Hub:Merchant=…
        var command = new Command("serve", "Serve terminals and dashboards.") { Urls };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((line, cancellationToken) => RunAsync(
            line.GetValue(CommonOptions.Data), line.GetRequiredValue(Urls), [.. line.UnmatchedTokens], cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string? dataDirectory, string urls, string[] settings, CancellationToken told)
    {
        // The command line watches for signals from the first pause on; as the first process of a container it would miss one before.
        await Task.Yield();
        using var late = new CancellationTokenSource();
        await using var end = late.Token.Register(EndLate);
        await using var watch = told.Register(() => late.CancelAfter(HubHost.ShutdownLimit + StopAfterLimit));
        try
        {
            await using var app = HubHost.Build(dataDirectory, urls, builder => builder.Services.AddSingleton<IHostLifetime, ToldToStop>(), settings);
            PortCheck.RequireFree(HubConfiguration.Hub(app.Configuration), urls);
            using var taken = DataDirectoryLock.Take(HubConfiguration.DataDirectory(app.Configuration));
            await app.Services.JoinNodesAsync(told);
            await HubHost.PrepareAsync(app.Services, told);
            await StartAsync(app, told);
            await app.WaitForShutdownAsync(told);
            return ExitCodes.Done;
        }
        // Told to stop while it started: nothing was served yet, and a transaction that had begun is taken back.
        catch (OperationCanceledException) when (told.IsCancellationRequested)
        {
            return ExitCodes.Done;
        }
        catch (Exception problem) when (StartProblem.Explain(problem) is { } known)
        {
            await Console.Error.WriteLineAsync(known.Message);
            return known.ExitCode;
        }
    }

    /// <summary>
    /// A start that was begun is finished and then stopped, because a silo that is broken off half-way leaves its name on the
    /// nodes' list; one that gets nowhere is broken off all the same.
    /// </summary>
    private static async Task StartAsync(WebApplication app, CancellationToken told)
    {
        using var brokenOff = new CancellationTokenSource();
        await using (told.Register(() => brokenOff.CancelAfter(StartAfterTold)))
        {
            await app.StartAsync(brokenOff.Token);
            // A new link for the owner is no use to a hub that goes again.
            if (!told.IsCancellationRequested) await Welcome.PrintAsync(app.Services, Console.Out, brokenOff.Token);
        }
    }

    // A silo whose Redis is away can't take leave of the list of nodes and would try for ever; taking the parts down would wait
    // for the same thing.
    private static void EndLate()
    {
        Console.Error.WriteLine("Ended without taking leave of the other nodes, which notice it by themselves: something that this one waited for didn't answer.");
        Environment.Exit(ExitCodes.Done);
    }
}
