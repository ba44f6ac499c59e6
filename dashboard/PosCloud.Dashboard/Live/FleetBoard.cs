using PosCloud.Dashboard.Accounts;
using PosCloud.Grains.Contracts.Fleet;

namespace PosCloud.Dashboard.Live;

/// <summary>Holds the current view and hands every change to the open pages. Written by the feed only.</summary>
public sealed class FleetBoard(FleetReaders readers, TimeProvider clock)
{
    private FleetView _current = FleetView.Nothing;

    public FleetView Current => Volatile.Read(ref _current);

    /// <summary>Opens a page's share; it gets the current view at once.</summary>
    public FleetSubscription Subscribe(AccountKey reader) => readers.Add(reader, Current);

    public void Received(FleetOverview overview) => Show(Current with
    {
        Overview = overview,
        ReceivedAt = clock.GetUtcNow(),
        State = FeedState.Live,
        Problem = null,
    });

    public void Received(StoreDirectory stores) => Show(Current with { Stores = stores });

    public void Broke(string problem) => Show(Current with
    {
        State = Current.State == FeedState.Stale ? FeedState.Stale : FeedState.Reconnecting,
        Problem = problem,
    });

    /// <summary>Dims what is shown once nothing has come for the given time.</summary>
    public void Age(TimeSpan limit)
    {
        var view = Current;
        if (view.State is FeedState.Live or FeedState.Reconnecting && view.ReceivedAt is { } received && clock.GetUtcNow() - received > limit)
        {
            Show(view with { State = FeedState.Stale });
        }
    }

    private void Show(FleetView view)
    {
        Volatile.Write(ref _current, view);
        readers.Offer(view);
    }
}
