using PosCloud.Domain.Identity;
using PosCloud.Protocol;

namespace PosCloud.Hub.Replication;

/// <summary>How many requests of each terminal this node is answering.</summary>
internal sealed class OpenRequests
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TerminalId, int> _open = [];

    /// <summary>False when the terminal has as many as it may have.</summary>
    public bool TryEnter(TerminalId terminal)
    {
        lock (_gate)
        {
            var count = _open.GetValueOrDefault(terminal);
            if (count >= ProtocolLimits.MaxRequestsOfTerminal) return false;
            _open[terminal] = count + 1;
            return true;
        }
    }

    public void Leave(TerminalId terminal)
    {
        lock (_gate)
        {
            if (_open[terminal] == 1) _open.Remove(terminal);
            else _open[terminal]--;
        }
    }
}
