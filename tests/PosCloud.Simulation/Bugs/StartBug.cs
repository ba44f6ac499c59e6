namespace PosCloud.Simulation.Bugs;

/// <summary>A mistake in how a terminal's program starts on what a killed recovery left.</summary>
internal sealed class StartBug(string name, string invariant, Action<string> start) : PlantedBug(name, invariant)
{
    public override void OnLeftBehind(string folder) => start(folder);
}
