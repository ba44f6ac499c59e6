using PosCloud.Simulation.Running;

namespace PosCloud.Simulation;

/// <summary>The ordinary run.</summary>
public sealed class SeedTests
{
    [Fact]
    public async Task All_invariants_hold_for_every_seed()
    {
        var runs = await Seeds.RunAsync(Seeds.First, Seeds.Ordinary, progress: null, TestContext.Current.CancellationToken);
        Assert.True(runs.Failures.Count == 0, string.Join("\n\n", runs.Failures.Take(3)));
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_events()
    {
        var first = await SimulationRun.OfAsync(7);
        var second = await SimulationRun.OfAsync(7);
        Assert.Equal((first.Hash, first.Events), (second.Hash, second.Events));
    }
}
