using System.CommandLine;
using System.Globalization;
using PosCloud.DevTools.Ready;

namespace PosCloud.DevTools.Testing;

/// <summary><c>kills</c>: the tests that kill terminal and hub at named steps, with as many kills as asked for and a table of them.</summary>
internal static class KillsCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromHours(6);

    public static Command Create()
    {
        var each = new Option<int>("--each") { DefaultValueFactory = _ => 25, Description = "kills per step" };
        var step = new Option<string?>("--step") { Description = "only steps with this in their names" };
        var command = new Command("kills", "Kills terminal and hub with minus nine at named steps") { each, step };
        command.SetAction((arguments, cancellation) => RunAsync(Math.Clamp(arguments.GetValue(each), 1, 10_000), arguments.GetValue(step), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(int each, string? step, CancellationToken cancellation)
    {
        using var table = new KillsTable();
        Environment.SetEnvironmentVariable("POSCLOUD_KILLS", each.ToString(CultureInfo.InvariantCulture));
        Environment.SetEnvironmentVariable("POSCLOUD_KILLS_STEP", step);
        await Screen.StageAsync("ready to run", () => ReadyPrograms.MakeAsync(cancellation), made => made);
        var outcome = await Screen.StageAsync(
            "kills",
            () => TestRun.RunAsync(TestAssembly.Find("system").Single(), all: false, Limit, ["-namespace", "PosCloud.SystemTests.Processes.Kills"], cancellation),
            result => $"{result.Passed} tests passed, {result.Failed.Count} failed");
        Console.Write(table.Read());
        foreach (var test in outcome.Failed)
        {
            Console.WriteLine($"FAILED {test.Name}\n{test.Message}");
        }

        return outcome.Failed.Count == 0 ? 0 : 1;
    }
}
