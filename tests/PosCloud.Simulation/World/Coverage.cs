namespace PosCloud.Simulation.World;

/// <summary>How often each kind of fault and answer occurred: a simulation that never meets them proves nothing.</summary>
internal sealed class Coverage
{
    private readonly SortedDictionary<string, long> _seen = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> Seen => _seen;

    public void Saw(string what) => _seen[what] = _seen.GetValueOrDefault(what) + 1;

    public void Add(Coverage other)
    {
        foreach (var (what, count) in other._seen) _seen[what] = _seen.GetValueOrDefault(what) + count;
    }
}
