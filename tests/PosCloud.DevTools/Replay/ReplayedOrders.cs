using System.Collections.Concurrent;
using System.Text.Json.Serialization;

namespace PosCloud.DevTools.Replay;

/// <summary>What the terminals printed: how many rows of the file stand on each receipt.</summary>
internal sealed class ReplayedOrders
{
    private readonly ConcurrentDictionary<string, int> _rows = new();
    private int _whileOffline;

    public int Count => _rows.Count;

    public int WhileOffline => _whileOffline;

    public int HubKills { get; set; }

    [JsonIgnore]
    public bool IsEmpty => _rows.IsEmpty;

    public void Add(string receiptNumber, int rows, bool offline)
    {
        if (!_rows.TryAdd(receiptNumber, rows))
        {
            throw new InvalidOperationException($"{receiptNumber} was printed twice");
        }

        if (offline)
        {
            Interlocked.Increment(ref _whileOffline);
        }
    }

    public int RowsOf(string receiptNumber) => _rows.GetValueOrDefault(receiptNumber);
}
