using PosCloud.Simulation.Bugs;
using PosCloud.Simulation.Running;

namespace PosCloud.Simulation;

/// <summary>The simulation is itself tested: a mistake at a seam of the product must be found by an invariant of the model.</summary>
public sealed class PlantedBugTests
{
    public static TheoryData<string> Names => [.. PlantedBugs.All().Select(bug => bug.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_planted_mistake_is_found_by_an_invariant(string name)
    {
        var at = PlantedBugs.All().ToList().FindIndex(bug => bug.Name == name);
        var first = PlantedBugs.Pinned.GetValueOrDefault(name, Seeds.First);

        // The pinned seed finds it at once; when a new step has shifted what seeds do, one of the next does.
        var found = await Seeds.FindAsync(at, first, Seeds.WithinSeeds);

        Assert.NotNull(found);
        Assert.StartsWith("I", found.Broken, StringComparison.Ordinal);
    }
}
