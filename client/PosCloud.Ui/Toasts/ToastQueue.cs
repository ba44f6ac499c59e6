namespace PosCloud.Ui;

/// <summary>Toasts of one page (one circuit). At most three are kept; an older one makes room.</summary>
public sealed class ToastQueue(TimeProvider clock) : IDisposable
{
    /// <summary>How long a toast stays.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(6);

    private const int Limit = 3;
    private readonly Lock _gate = new();
    private readonly List<(Toast Toast, ITimer Timer)> _items = [];

    /// <summary>Raised after a toast came or went, on any thread.</summary>
    public event Action? Changed;

    /// <summary>What is shown now, oldest first.</summary>
    public IReadOnlyList<Toast> Items
    {
        get
        {
            lock (_gate)
            {
                return [.. _items.Select(item => item.Toast)];
            }
        }
    }

    /// <summary>Shows a toast for <see cref="Lifetime"/>.</summary>
    public void Show(Toast toast)
    {
        lock (_gate)
        {
            if (_items.Count == Limit)
            {
                _items[0].Timer.Dispose();
                _items.RemoveAt(0);
            }

            _items.Add((toast, clock.CreateTimer(_ => Dismiss(toast), null, Lifetime, Timeout.InfiniteTimeSpan)));
        }

        Changed?.Invoke();
    }

    /// <summary>Takes a toast away before its time.</summary>
    public void Dismiss(Toast toast)
    {
        lock (_gate)
        {
            var index = _items.FindIndex(item => ReferenceEquals(item.Toast, toast));
            if (index < 0)
            {
                return;
            }

            _items[index].Timer.Dispose();
            _items.RemoveAt(index);
        }

        Changed?.Invoke();
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _items.ForEach(item => item.Timer.Dispose());
            _items.Clear();
        }
    }
}
