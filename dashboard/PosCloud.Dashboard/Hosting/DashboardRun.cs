using PosCloud.ServiceDefaults;

namespace PosCloud.Dashboard.Hosting;

/// <summary>The process from its start to its end.</summary>
internal static class DashboardRun
{
    /// <returns>0 after an orderly stop, else the reason's number, which is the same in all programs.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (DashboardUsage.Of(args) is var (text, exitCode))
        {
            await (exitCode == 0 ? Console.Out : Console.Error).WriteLineAsync(text);
            return exitCode;
        }

        var told = CancellationToken.None;
        try
        {
            await using var app = DashboardHost.Build(args);
            told = app.Lifetime.ApplicationStopping;
            // Beside a hub that is away the server's own complaint would wait for it.
            ListenAddresses.RequireFree(app.Configuration[WebHostDefaults.ServerUrlsKey]);
            await app.RunAsync();
            return 0;
        }
        catch (Exception problem) when (HostProblem.Find(problem) is { } known)
        {
            await Console.Error.WriteLineAsync(known.Message);
            return known.ExitCode;
        }
        // Told to stop while it started: no page was open yet.
        catch (Exception problem) when (told.IsCancellationRequested && IsBrokenOff(problem))
        {
            return 0;
        }
    }

    // Several parts start at once, and each says that it was broken off.
    private static bool IsBrokenOff(Exception problem) => problem switch
    {
        OperationCanceledException => true,
        AggregateException several => several.Flatten().InnerExceptions.All(IsBrokenOff),
        { InnerException: { } inner } => IsBrokenOff(inner),
        _ => false,
    };
}
