namespace PosCloud.Simulation.Bugs;

/// <summary>The hub's writes aren't one transaction: a kill in the middle leaves the first part.</summary>
internal sealed class HalfTransactions() : PlantedBug("a killed hub leaves half a transaction", "I1")
{
    public override bool KeepsHalfTransactions => true;
}
