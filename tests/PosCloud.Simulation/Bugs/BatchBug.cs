using PosCloud.HubStorage.Ledger;
using PosCloud.Simulation.Hub;

namespace PosCloud.Simulation.Bugs;

/// <summary>A mistake between reading what waits and deciding it.</summary>
internal sealed class BatchBug(string name, string invariant, Func<ApplyBatch, SqlFile, ApplyBatch> change) : PlantedBug(name, invariant)
{
    public override ApplyBatch Change(ApplyBatch batch, SqlFile hub) => change(batch, hub);
}
