using System.Collections.Concurrent;

namespace PosCloud.DevTools.Replay;

/// <summary>What really happened, counted.</summary>
internal sealed class ChaosTally
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public void Add(string what) => _counts.AddOrUpdate(what, 1, (_, count) => count + 1);

    public IReadOnlyDictionary<string, int> Counts => new SortedDictionary<string, int>(_counts, StringComparer.Ordinal);
}
