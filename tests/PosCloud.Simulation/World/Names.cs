using System.Globalization;

namespace PosCloud.Simulation.World;

/// <summary>
/// Epochs and branches have random names. The trace, its hash and every decision of the scheduler use the order in which
/// the names appeared instead, so that one seed is one run.
/// </summary>
internal sealed class Names
{
    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal) { [""] = 0 };

    public int Ordinal(string name)
    {
        if (!_known.TryGetValue(name, out var ordinal)) _known[name] = ordinal = _known.Count;
        return ordinal;
    }

    /// <summary>The order of two names that both have appeared; unknown ones come last without being named.</summary>
    public int Rank(string name) => _known.GetValueOrDefault(name, int.MaxValue);

    public string Short(string name) => "#" + Ordinal(name).ToString(CultureInfo.InvariantCulture);
}
