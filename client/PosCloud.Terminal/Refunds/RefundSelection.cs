using PosCloud.Domain.Measures;
using PosCloud.Terminal.Engine.Register;

namespace PosCloud.Terminal.Refunds;

/// <summary>Which quantity of which line comes back; at first nothing.</summary>
public sealed class RefundSelection(RefundableOrder order)
{
    private readonly Dictionary<int, Quantity> _chosen = [];

    /// <summary>What comes back, with quantities above zero only.</summary>
    public IReadOnlyList<(int Line, Quantity Quantity)> Chosen =>
        [.. _chosen.Where(entry => entry.Value > Quantity.Zero).OrderBy(entry => entry.Key).Select(entry => (entry.Key, entry.Value))];

    /// <summary>Something is chosen.</summary>
    public bool Any => _chosen.Values.Any(quantity => quantity > Quantity.Zero);

    /// <summary>How much of a line comes back.</summary>
    public Quantity Of(int line) => _chosen.GetValueOrDefault(line);

    /// <summary>One piece more, up to what is left; goods by weight come back whole.</summary>
    public void More(RefundableLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var next = line.Remaining.IsWhole ? Of(line.Line) + Quantity.One : line.Remaining;
        _chosen[line.Line] = next > line.Remaining ? line.Remaining : next;
    }

    /// <summary>One piece less, down to nothing.</summary>
    public void Less(RefundableLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var next = line.Remaining.IsWhole ? Of(line.Line) - Quantity.One : Quantity.Zero;
        _chosen[line.Line] = next < Quantity.Zero ? Quantity.Zero : next;
    }

    /// <summary>Everything that is left.</summary>
    public void All()
    {
        foreach (var line in order.Lines)
        {
            _chosen[line.Line] = line.Remaining > Quantity.Zero ? line.Remaining : Quantity.Zero;
        }
    }
}
