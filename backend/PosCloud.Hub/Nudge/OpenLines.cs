using System.Collections.Concurrent;

namespace PosCloud.Hub.Nudge;

/// <summary>This node's open push lines and whose they are.</summary>
internal sealed class OpenLines
{
    private readonly ConcurrentDictionary<string, string> _terminals = new(StringComparer.Ordinal);

    public int Count => _terminals.Count;

    public IEnumerable<(string Line, string Terminal)> All => _terminals.Select(l => (l.Key, l.Value));

    public bool IsOpen(string line) => _terminals.ContainsKey(line);

    public void Opened(string line, string terminal) => _terminals[line] = terminal;

    /// <summary>False when the line was never open.</summary>
    public bool Closed(string line) => _terminals.TryRemove(line, out _);
}
