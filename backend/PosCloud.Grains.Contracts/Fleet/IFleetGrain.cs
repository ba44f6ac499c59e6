using PosCloud.Grains.Contracts.Terminals;

namespace PosCloud.Grains.Contracts.Fleet;

/// <summary>All terminals and stores of the merchant; key: <see cref="Key"/>. Pushes what changes to dashboards.</summary>
[Alias("poscloud.IFleetGrain")]
public interface IFleetGrain : IGrainWithStringKey
{
    public const string Key = "fleet";

    [Alias("overview"), RequiresRole(Roles.Viewer)]
    Task<FleetOverview> GetOverviewAsync();

    /// <summary>
    /// Overviews as they change, at most one per 250 ms, and at least one every 10 s so that a reader knows the stream lives.
    /// Re-read after any exception.
    /// </summary>
    [Alias("watch"), RequiresRole(Roles.Viewer)]
    IAsyncEnumerable<FleetOverview> WatchAsync(CancellationToken cancellation);

    /// <summary>A terminal's status or report changed.</summary>
    [Alias("terminal-changed")]
    Task TerminalChangedAsync(TerminalSummary summary);

    /// <summary>Orders were received from a terminal.</summary>
    [Alias("orders-received")]
    Task OrdersReceivedAsync(string store, int orders, Amount? amount);

    /// <summary>Stock or exceptions of a store changed.</summary>
    [Alias("store-changed")]
    Task StoreChangedAsync(string store);
}
