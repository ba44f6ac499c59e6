namespace PosCloud.Simulation.Bugs;

/// <summary>A mistake made by a trigger in a real file.</summary>
internal sealed class SqlBug(string name, string invariant, string? inHub = null, string? inJournal = null) : PlantedBug(name, invariant)
{
    public override string? InHub => inHub;

    public override string? InJournal => inJournal;
}
