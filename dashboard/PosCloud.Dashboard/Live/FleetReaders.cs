using PosCloud.Dashboard.Accounts;

namespace PosCloud.Dashboard.Live;

/// <summary>The open pages. The feed rests while there are none, and asks the hub on behalf of one of them.</summary>
public sealed class FleetReaders
{
    private readonly Lock _gate = new();
    private readonly List<FleetSubscription> _open = [];
    private TaskCompletionSource _someone = New();

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _open.Count;
            }
        }
    }

    public FleetSubscription Add(AccountKey reader, FleetView now)
    {
        var subscription = new FleetSubscription(reader, Remove);
        subscription.Offer(now);
        lock (_gate)
        {
            _open.Add(subscription);
            _someone.TrySetResult();
        }

        return subscription;
    }

    public Task WhenSomeoneAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            return _someone.Task.WaitAsync(cancellation);
        }
    }

    /// <summary>Accounts of the open pages, newest first.</summary>
    public IReadOnlyList<AccountKey> Accounts()
    {
        lock (_gate)
        {
            return [.. _open.Select(subscription => subscription.Reader).Reverse().Distinct()];
        }
    }

    public void Offer(FleetView view)
    {
        FleetSubscription[] open;
        lock (_gate)
        {
            open = [.. _open];
        }

        foreach (var subscription in open)
        {
            subscription.Offer(view);
        }
    }

    private void Remove(FleetSubscription subscription)
    {
        lock (_gate)
        {
            _open.Remove(subscription);
            if (_open.Count == 0)
            {
                _someone = New();
            }
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
