using PosCloud.Simulation.Bugs;
using PosCloud.Simulation.Hub;
using PosCloud.Simulation.Model;
using PosCloud.Simulation.World;

namespace PosCloud.Simulation.Running;

/// <summary>What came of one seed.</summary>
/// <param name="Broken">The invariant that was broken; null when all held. <c>failed</c> when the product itself gave up.</param>
/// <param name="Trace">The last events, oldest first; of a passed seed only when they were asked for.</param>
internal sealed record SimulationRun(ulong Seed, string Hash, int Events, string? Broken, string? Problem, IReadOnlyList<string> Trace, Coverage Coverage)
{
    public const int OrdinarySteps = 500;

    /// <summary>Store, sku and on hand at the end.</summary>
    public IReadOnlyList<string> Stock { get; init; } = [];

    /// <param name="swarm">Null: what the seed says.</param>
    public static async Task<SimulationRun> OfAsync(ulong seed, PlantedBug? bug = null, Swarm? swarm = null, int steps = OrdinarySteps, bool keepTrace = false)
    {
        var world = await ShopWorld.CreateAsync(seed, swarm ?? Swarm.Of(seed), bug ?? PlantedBug.None, keepTrace);
        string? broken = null;
        Exception? problem = null;
        try
        {
            var scheduler = new Scheduler(world);
            await scheduler.RunAsync(steps);
            await scheduler.HealAsync();
        }
        catch (InvariantBrokenException found)
        {
            (broken, problem) = (found.Invariant, found);
        }
        // Whatever else stops a run is a finding too, but not one of the model's.
        catch (Exception found)
        {
            (broken, problem) = ("failed", found);
        }

        var run = new SimulationRun(
            seed, world.Log.Hash, world.Log.Count, broken, broken == "failed" ? problem!.ToString() : problem?.Message, [.. world.Log.Lines], world.Coverage);
        run = run with { Stock = world.Hub.Sql.List("SELECT store || ' ' || sku || ' ' || on_hand FROM stock ORDER BY store, sku", row => row.GetString(0)) };
        await world.DisposeAsync();
        return run;
    }

    public override string ToString() => Problem is null
        ? $"seed {Seed}: {Events} events, hash {Hash[..12]}"
        : $"seed {Seed}: {Problem}\n  {string.Join("\n  ", Trace.TakeLast(40))}\n  replay with: dotnet dev.cs simulate --seed {Seed}";
}
