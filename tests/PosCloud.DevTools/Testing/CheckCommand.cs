using System.CommandLine;
using System.Diagnostics;
using PosCloud.TestKit.Programs;

namespace PosCloud.DevTools.Testing;

/// <summary><c>check</c>: format, repository rules and vulnerable packages. Analyzers ran in the build before it.</summary>
internal static class CheckCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public static Command Create()
    {
        var command = new Command("check", "Format, analyzers, dependency and tidy rules, documents, vulnerable packages");
        command.SetAction((_, cancellation) => RunAsync(cancellation));
        return command;
    }

    private static async Task<int> RunAsync(CancellationToken cancellation)
    {
        var format = await DotnetAsync("format", ["format", "PosCloud.sln", "--verify-no-changes", "--no-restore"], output => output.Length == 0 || !output.Contains("error", StringComparison.Ordinal), cancellation);
        var rules = await RepositoryRulesAsync(cancellation);
        var packages = await DotnetAsync(
            "packages",
            ["package", "list", "--vulnerable", "--include-transitive", "--project", "PosCloud.sln"],
            output => !output.Contains("has the following vulnerable packages", StringComparison.Ordinal),
            cancellation);
        return format && rules && packages ? 0 : 1;
    }

    private static async Task<bool> RepositoryRulesAsync(CancellationToken cancellation)
    {
        var unit = TestAssembly.Find("unit").Single();
        var outcome = await Screen.StageAsync(
            "rules",
            () => TestRun.RunAsync(unit, all: false, Limit, ["-namespace", "PosCloud.UnitTests.Repository"], cancellation),
            result => result.Failed.Count == 0 ? $"{result.Passed} rules hold" : "broken:");
        foreach (var test in outcome.Failed)
        {
            Console.WriteLine($"{test.Name}\n{test.Message}");
        }

        return outcome.Failed.Count == 0;
    }

    private static async Task<bool> DotnetAsync(
        string name, IReadOnlyList<string> arguments, Func<string, bool> isGood, CancellationToken cancellation)
    {
        var (good, output) = await Screen.StageAsync(
            name,
            async () =>
            {
                var start = new ProcessStartInfo("dotnet", arguments)
                {
                    WorkingDirectory = ProgramPaths.Root,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                };
                using var process = Process.Start(start) ?? throw new InvalidOperationException("Could not start dotnet");
                var errors = process.StandardError.ReadToEndAsync(cancellation);
                var text = await process.StandardOutput.ReadToEndAsync(cancellation) + await errors;
                await process.WaitForExitAsync(cancellation);
                return (process.ExitCode == 0 && isGood(text), text);
            },
            result => result.Item1 ? "clean" : "not clean:");
        if (!good)
        {
            Console.WriteLine(output);
        }

        return good;
    }
}
