namespace PosCloud.DevTools.Replay;

/// <summary>What the terminals printed.</summary>
internal sealed class ReplayedOrders
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, PrintedOrder> _orders = new(StringComparer.Ordinal);
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];

    public int Count
    {
        get
        {
            lock (_gate) return _orders.Count;
        }
    }

    public int WhileOffline { get; private set; }

    public void Add(PrintedOrder order, bool offline)
    {
        lock (_gate)
        {
            if (!_orders.TryAdd(order.Id, order)) throw new InvalidOperationException($"{order.ReceiptNumber} was printed twice");
            WhileOffline += offline ? 1 : 0;
            foreach (var (_, reached) in _waiting.Where(waiting => waiting.Count <= _orders.Count)) reached.TrySetResult();
            _waiting.RemoveAll(waiting => waiting.Count <= _orders.Count);
        }
    }

    /// <summary>Ends when so many orders are printed.</summary>
    public Task UntilAsync(int count, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_orders.Count >= count) return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((count, reached));
            return reached.Task.WaitAsync(cancellation);
        }
    }

    public IReadOnlyList<PrintedOrder> All()
    {
        lock (_gate) return [.. _orders.Values];
    }
}
