using System.Diagnostics;
using System.Globalization;
using PosCloud.Simulation.Bugs;

namespace PosCloud.Simulation.Running;

/// <summary><c>simulate [--runs N] [--first N]</c>, <c>simulate --seed N [--bug NAME]</c> for one seed
/// with its whole trace, or <c>simulate --bugs</c> for the first seed that finds each planted bug.</summary>
internal static class SimulateCommand
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(15);

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments.Contains("--bugs")) return await FindBugsAsync(Value(arguments, "--bug") ?? "");
        if (Value(arguments, "--seed") is { } seed) return await ReplayAsync(Number(seed), Value(arguments, "--bug"));
        var first = Value(arguments, "--first") is { } from ? Number(from) : Seeds.First;
        var count = Value(arguments, "--runs") is { } runs ? (int)Number(runs) : Seeds.Ordinary;
        var (watch, said, done) = (Stopwatch.StartNew(), TimeSpan.Zero, 0);
        var sum = await Seeds.RunAsync(first, count, run =>
        {
            done++;
            if (run.Problem is not null) Console.WriteLine(run + "\n");
            if (watch.Elapsed - said < Between) return;
            said = watch.Elapsed;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed:hh\\:mm\\:ss} {done} of {count} seeds"));
        }, CancellationToken.None);
        foreach (var (what, times) in sum.Coverage.Seen) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{times,10} {what}"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count} seeds from {first} in {watch.Elapsed.TotalSeconds:0.0} s, {Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds:0.0} CPU seconds: {sum.Failures.Count} failed"));
        foreach (var failure in sum.Failures) Console.WriteLine($"  {failure.Seed} {failure.Broken}: {failure.Problem!.Split('\n')[0]}");
        return sum.Failures.Count == 0 ? 0 : 1;
    }

    private static async Task<int> ReplayAsync(ulong seed, string? bug)
    {
        var planted = bug is null ? PlantedBug.None : PlantedBugs.All().First(b => b.Name.Contains(bug, StringComparison.Ordinal));
        var run = await SimulationRun.OfAsync(seed, planted, keepTrace: true);
        foreach (var line in run.Trace) Console.WriteLine(line);
        Console.WriteLine(run.Problem ?? $"all invariants held; hash {run.Hash}");
        return run.Problem is null ? 0 : 1;
    }

    /// <summary>The first seed that finds each planted bug.</summary>
    private static async Task<int> FindBugsAsync(string part)
    {
        var (bugs, missed) = (PlantedBugs.All(), 0);
        for (var at = 0; at < bugs.Count; at++)
        {
            if (!bugs[at].Name.Contains(part, StringComparison.Ordinal)) continue;
            var found = await Seeds.FindAsync(at, Seeds.First, Seeds.WithinSeeds);
            if (found is null) missed++;
            Console.WriteLine($"{bugs[at]} ({bugs[at].Invariant}): {(found is null ? "not found" : $"seed {found.Seed}: {found.Problem!.Split('\n')[0]}")}");
        }

        return missed == 0 ? 0 : 1;
    }

    private static string? Value(string[] arguments, string name)
    {
        var at = Array.IndexOf(arguments, name);
        return at >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;
    }

    private static ulong Number(string text) => ulong.Parse(text, CultureInfo.InvariantCulture);
}
