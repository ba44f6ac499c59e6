using System.Diagnostics;

namespace PosCloud.DevTools.Testing;

/// <summary>Runs the executable of one test assembly and reads what came of it.</summary>
internal static class TestRun
{
    /// <summary>An assembly that has not ended after <paramref name="limit"/> is stopped and counted as failed.</summary>
    public static async Task<TestOutcome> RunAsync(
        TestAssembly assembly, bool all, TimeSpan limit, IReadOnlyList<string> filter, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("poscloud-tests-");
        var resultFile = Path.Combine(folder.FullName, "result.xml");
        var start = new ProcessStartInfo(assembly.Executable, ["-noColor", "-noLogo", "-longRunning", "60", "-xml", resultFile, .. filter])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(assembly.Executable)!,
        };
        // A message that is cut off in its middle often lacks the one line that says why.
        start.Environment["XUNIT_PRINT_MAX_STRING_LENGTH"] = "4000";
        if (all)
        {
            start.Environment["POSCLOUD_TESTS"] = "all";
        }

        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"Could not start {assembly.Executable}");
        process.StandardInput.Close();
        var ended = await EndsWithinAsync(process, limit, cancellation);
        try
        {
            return (ended.InTime, File.Exists(resultFile)) switch
            {
                (false, _) => TestOutcome.Broken(assembly.Project, $"stopped after {limit.TotalMinutes:0} minutes\n{Tail(ended.Output)}", watch.Elapsed),
                (true, false) => TestOutcome.Broken(assembly.Project, $"ended with {process.ExitCode} and no result\n{Tail(ended.Output)}", watch.Elapsed),
                _ => TestOutcome.Read(resultFile, watch.Elapsed),
            };
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(bool InTime, string Output)> EndsWithinAsync(Process process, TimeSpan limit, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stop.CancelAfter(limit);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(stop.Token);
            return (true, await output + await errors);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            return (false, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static string Tail(string output) => string.Join('\n', output.Split('\n').TakeLast(30));
}
