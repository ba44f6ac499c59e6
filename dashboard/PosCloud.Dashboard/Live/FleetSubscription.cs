using System.Threading.Channels;
using PosCloud.Dashboard.Accounts;

namespace PosCloud.Dashboard.Live;

/// <summary>One page's share of the feed. Holds the newest view only: a slow page skips, it never queues.</summary>
public sealed class FleetSubscription : IDisposable
{
    private readonly Channel<FleetView> _views = Channel.CreateBounded<FleetView>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly Action<FleetSubscription> _leave;

    internal FleetSubscription(AccountKey reader, Action<FleetSubscription> leave)
    {
        Reader = reader;
        _leave = leave;
    }

    /// <summary>On whose behalf the hub may be asked.</summary>
    public AccountKey Reader { get; }

    public ChannelReader<FleetView> Views => _views.Reader;

    internal void Offer(FleetView view) => _views.Writer.TryWrite(view);

    public void Dispose()
    {
        _leave(this);
        _views.Writer.TryComplete();
    }
}
