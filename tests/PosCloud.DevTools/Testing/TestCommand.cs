using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using PosCloud.DevTools.Ready;

namespace PosCloud.DevTools.Testing;

/// <summary><c>test</c>: runs every test assembly, one after the other, and closes with the sum.</summary>
internal static class TestCommand
{
    private static readonly TimeSpan OrdinaryLimit = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan LongLimit = TimeSpan.FromMinutes(30);
    private const int MostSecondRuns = 5;

    public static Command Create()
    {
        var kind = new Argument<string?>("kind") { Arity = ArgumentArity.ZeroOrOne, Description = string.Join(", ", TestAssembly.Kinds) };
        var all = new Option<bool>("--all") { Description = "also the long tests (35 minutes on two cores)" };
        kind.AcceptOnlyFromAmong([.. TestAssembly.Kinds]);
        var command = new Command("test", "Runs the tests") { kind, all };
        command.SetAction((arguments, cancellation) => RunAsync(arguments.GetValue(kind), arguments.GetValue(all), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string? kind, bool all, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var assemblies = TestAssembly.Find(kind);
        var missing = await Machine.PrepareAsync(assemblies, cancellation);
        if (assemblies.Any(assembly => assembly.StartsPrograms)) await Screen.StageAsync("ready to run", () => ReadyPrograms.MakeAsync(cancellation), made => made);
        var outcomes = new List<TestOutcome>();
        using var kills = new KillsTable();
        foreach (var assembly in assemblies)
        {
            Console.Write($"  {assembly.Project,-24}");
            var outcome = await TestRun.RunAsync(assembly, all, all ? LongLimit : OrdinaryLimit, [], cancellation);
            outcome = await SecondRunAsync(assembly, all, outcome, cancellation);
            outcomes.Add(outcome);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{outcome.Took.TotalMinutes,6:0.0} min  {Counts([outcome])}"));
            Print("FAILED", outcome.Failed);
            Print("UNSTABLE (failed, then passed when run alone)", outcome.Unstable);
        }

        PrintKills(kills.Read());
        PrintSkipped(outcomes, missing);
        PrintNames(outcomes);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{watch.Elapsed.TotalMinutes:0.0} minutes in all"));
        Console.WriteLine(Counts(outcomes));
        return outcomes.Any(outcome => outcome.Failed.Count > 0) ? 1 : 0;
    }

    /// <summary>
    /// A few failed tests run once more by themselves: those that wait for real processes can lose against a machine that is
    /// busy for a moment. A fault fails twice; what passed only then is named in the output, so that it is looked at.
    /// </summary>
    private static async Task<TestOutcome> SecondRunAsync(TestAssembly assembly, bool all, TestOutcome first, CancellationToken cancellation)
    {
        var methods = first.Failed.Select(test => test.Method).Distinct().ToList();
        if (methods.Count is 0 or > MostSecondRuns || methods.Contains(null))
        {
            return first;
        }

        var filter = methods.SelectMany(method => new[] { "-method", method! }).ToList();
        return first.After(await TestRun.RunAsync(assembly, all, OrdinaryLimit, filter, cancellation));
    }

    private static void Print(string what, IReadOnlyList<FailedTest> tests)
    {
        foreach (var test in tests)
        {
            Console.WriteLine($"    {what} {test.Name}");
            foreach (var line in test.Lines())
            {
                Console.WriteLine($"      {line}");
            }
        }
    }

    /// <summary>The names once more at the end, where one looks first.</summary>
    private static void PrintNames(List<TestOutcome> outcomes)
    {
        foreach (var test in outcomes.SelectMany(outcome => outcome.Failed))
        {
            Console.WriteLine($"FAILED {test.Name}");
        }

        foreach (var test in outcomes.SelectMany(outcome => outcome.Unstable))
        {
            Console.WriteLine($"UNSTABLE {test.Name}");
        }
    }

    private static void PrintKills(string table)
    {
        if (table.Length > 0)
        {
            Console.WriteLine("\nKilled with minus nine:\n" + table.TrimEnd());
        }
    }

    private static void PrintSkipped(List<TestOutcome> outcomes, IReadOnlyList<string> missing)
    {
        var skipped = outcomes.SelectMany(outcome => outcome.Skipped).ToList();
        if (skipped.Count == 0)
        {
            return;
        }

        Console.WriteLine("\nSkipped:");
        foreach (var reason in skipped.GroupBy(test => test.Reason))
        {
            Console.WriteLine($"  {reason.Key}");
            foreach (var (test, _) in reason)
            {
                Console.WriteLine($"    {test}");
            }
        }

        foreach (var line in missing)
        {
            Console.WriteLine($"  {line}");
        }
    }

    private static string Counts(IReadOnlyList<TestOutcome> outcomes) => string.Create(
        CultureInfo.InvariantCulture,
        $"{outcomes.Sum(outcome => outcome.Passed)} passed, {outcomes.Sum(outcome => outcome.Failed.Count)} failed, {outcomes.Sum(outcome => outcome.Skipped.Count)} skipped");
}
