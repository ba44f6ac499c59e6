using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace PosCloud.DevTools.Testing;

/// <summary><c>simulate</c>: many seeds of the whole system by hand, or one with its trace. The program is the test assembly itself.</summary>
internal static class SimulateCommand
{
    public static Command Create()
    {
        var runs = new Option<int>("--runs") { DefaultValueFactory = _ => 1_000, Description = "how many seeds" };
        var first = new Option<ulong>("--first") { DefaultValueFactory = _ => 1, Description = "the first of them" };
        var seed = new Option<ulong?>("--seed") { Description = "one seed, with everything that happens" };
        var bug = new Option<string?>("--bug") { Description = "with --seed: plants this mistake (a part of its name)" };
        var bugs = new Option<bool>("--bugs") { Description = "finds every planted mistake" };
        var command = new Command("simulate", "Runs the whole system by seeds, with every fault, and checks the invariants") { runs, first, seed, bug, bugs };
        command.SetAction((arguments, cancellation) => RunAsync(
            Words(arguments.GetValue(runs), arguments.GetValue(first), arguments.GetValue(seed), arguments.GetValue(bug), arguments.GetValue(bugs)), cancellation));
        return command;
    }

    private static IEnumerable<string> Words(int runs, ulong first, ulong? seed, string? bug, bool bugs)
    {
        if (bugs) return ["--bugs"];
        if (seed is not { } one) return ["--runs", Text(runs), "--first", Text(first)];
        return bug is null ? ["--seed", Text(one)] : ["--seed", Text(one), "--bug", bug];
    }

    private static async Task<int> RunAsync(IEnumerable<string> words, CancellationToken cancellation)
    {
        var assembly = TestAssembly.Find("simulation").Single();
        using var process = Process.Start(assembly.Executable, ["simulate", .. words]);
        try
        {
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode;
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static string Text(IConvertible number) => number.ToString(CultureInfo.InvariantCulture);
}
