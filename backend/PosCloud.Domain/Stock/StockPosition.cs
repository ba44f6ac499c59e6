using PosCloud.Domain.Measures;

namespace PosCloud.Domain.Stock;

/// <summary>
/// On hand of one sku in one store while movements are applied one after the other. The caller holds the stock row's
/// lock, so <see cref="OnHand"/> is the committed truth and a crossing is seen exactly once.
/// </summary>
public sealed class StockPosition(Quantity onHand)
{
    public Quantity OnHand { get; private set; } = onHand;

    /// <summary>Applies a signed change; true when it takes on hand across zero, from ≥ 0 to &lt; 0: an oversell.</summary>
    public bool Apply(Quantity change)
    {
        var before = OnHand;
        OnHand = before + change;
        return before >= Quantity.Zero && OnHand < Quantity.Zero;
    }
}
