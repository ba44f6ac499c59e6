using System.Collections.Concurrent;

namespace PosCloud.Hub.Nudge;

/// <summary>This node's open push lines.</summary>
internal sealed class OpenLines
{
    private readonly ConcurrentDictionary<string, bool> _lines = new(StringComparer.Ordinal);

    public int Count => _lines.Count;

    public void Opened(string line) => _lines[line] = true;

    /// <summary>False when the line was never open.</summary>
    public bool Closed(string line) => _lines.TryRemove(line, out _);
}
