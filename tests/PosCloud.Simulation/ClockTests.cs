using CsCheck;
using PosCloud.Simulation.Running;
using PosCloud.Simulation.World;

namespace PosCloud.Simulation;

/// <summary>I10: what holds doesn't rest on clocks.</summary>
public sealed class ClockTests
{
    [Fact]
    public async Task Stock_comes_out_the_same_whatever_the_clocks_of_the_terminals_say() =>
        await Gen.ULong[1, 1_000_000].SampleAsync(async seed =>
        {
            var swarm = Swarm.Of(seed).WithoutChance();

            var wrong = await SimulationRun.OfAsync(seed, swarm: swarm);
            var right = await SimulationRun.OfAsync(seed, swarm: swarm with { RightClocks = true });

            Assert.Null(wrong.Problem);
            Assert.Null(right.Problem);
            Assert.Equal(right.Stock, wrong.Stock);
        }, iter: 5, threads: 1, print: seed => $"seed {seed}");
}
