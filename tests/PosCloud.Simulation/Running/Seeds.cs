using PosCloud.Simulation.Bugs;
using PosCloud.Simulation.World;

namespace PosCloud.Simulation.Running;

/// <summary>
/// Runs many seeds at once: worlds share nothing. Two for each processor, because a world hands its work from thread to
/// thread and leaves the processor idle for as long as the other takes to wake.
/// </summary>
internal static class Seeds
{
    public const ulong First = 1;

    /// <summary>Seeds of a test run; any number by hand.</summary>
    public const int Ordinary = 500;

    /// <summary>A planted bug must be found within so many seeds.</summary>
    public const int WithinSeeds = 1_000;

    public static async Task<SeedSum> RunAsync(ulong first, int count, Action<SimulationRun>? progress, CancellationToken cancellation)
    {
        var (coverage, failures, gate) = (new Coverage(), new List<SimulationRun>(), new Lock());
        var seeds = Enumerable.Range(0, count).Select(i => first + (ulong)i);
        await Parallel.ForEachAsync(seeds, new ParallelOptions { MaxDegreeOfParallelism = 2 * Environment.ProcessorCount, CancellationToken = cancellation }, async (seed, _) =>
        {
            var run = await SimulationRun.OfAsync(seed);
            lock (gate)
            {
                coverage.Add(run.Coverage);
                if (run.Problem is not null) failures.Add(run);
                progress?.Invoke(run);
            }
        });
        return new SeedSum(count, [.. failures.OrderBy(run => run.Seed)], coverage);
    }

    /// <summary>The first seed from there on in which an invariant finds the planted bug; null when none does.</summary>
    public static async Task<SimulationRun?> FindAsync(int bug, ulong first, int count)
    {
        for (var seed = first; seed < first + (ulong)count; seed++)
        {
            var run = await SimulationRun.OfAsync(seed, PlantedBugs.All()[bug]);
            if (run.Broken is not (null or "failed")) return run;
        }

        return null;
    }
}

/// <param name="Coverage">Of all of them together.</param>
internal sealed record SeedSum(int Count, IReadOnlyList<SimulationRun> Failures, Coverage Coverage);
