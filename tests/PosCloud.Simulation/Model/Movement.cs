namespace PosCloud.Simulation.Model;

/// <summary>What a fact does to one sku, in thousandths; a count's quantity is what was counted.</summary>
internal readonly record struct Movement(long Line, string Sku, string Kind, long Quantity)
{
    public bool IsCount => Kind == "counted";
}
