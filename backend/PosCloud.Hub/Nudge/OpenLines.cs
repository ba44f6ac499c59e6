using System.Collections.Concurrent;

namespace PosCloud.Hub.Nudge;

/// <summary>This node's open push lines and whose they are.</summary>
internal sealed class OpenLines
{
    private readonly ConcurrentDictionary<string, OpenLine> _lines = new(StringComparer.Ordinal);

    public int Count => _lines.Count;

    public IReadOnlyList<(string Id, OpenLine Line)> All => [.. _lines.Select(line => (line.Key, line.Value))];

    public bool IsOpen(string id) => _lines.ContainsKey(id);

    public void Opened(string id, OpenLine line) => _lines[id] = line;

    /// <summary>False when the line was never open.</summary>
    public bool Closed(string id) => _lines.TryRemove(id, out _);
}
