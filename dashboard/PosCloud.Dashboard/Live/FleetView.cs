using PosCloud.Grains.Contracts.Fleet;

namespace PosCloud.Dashboard.Live;

/// <summary>What this process knows of the fleet at this moment.</summary>
/// <param name="Overview">Last one received; kept when the line breaks, never zeroed.</param>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="Problem">Why nothing comes, in words.</param>
public sealed record FleetView(FleetOverview? Overview, StoreDirectory Stores, DateTimeOffset? ReceivedAt, FeedState State, string? Problem)
{
    public static FleetView Nothing { get; } = new(null, StoreDirectory.Empty, null, FeedState.Starting, null);

    /// <summary>Values are old enough to be dimmed.</summary>
    public bool Dimmed => State == FeedState.Stale;

    /// <summary>Rises with every change at the hub; pages read their own data again when it moves.</summary>
    public long Version => Overview?.Version ?? 0;
}
