using PosCloud.Protocol.Export;

namespace PosCloud.Simulation.Bugs;

/// <summary>A mistake in reading a journal that somebody carried to the hub.</summary>
internal sealed class FileBug(string name, string invariant, Func<JournalFile, JournalFile> change) : PlantedBug(name, invariant)
{
    public override JournalFile Change(JournalFile file) => change(file);
}
