using PosCloud.Dashboard.Text;
using PosCloud.Grains.Contracts.Stores;

namespace PosCloud.Dashboard.Live;

/// <summary>The stores' names and time zones, for showing times where they happened.</summary>
public sealed class StoreDirectory(IReadOnlyList<StoreItem> stores)
{
    private readonly Dictionary<string, StoreItem> _byCode = stores.ToDictionary(store => store.Store);

    public static StoreDirectory Empty { get; } = new([]);

    public IReadOnlyList<StoreItem> Stores { get; } = stores;

    /// <summary>Zone for times that belong to no store: the first store's.</summary>
    public TimeZoneInfo Zone { get; } = stores.Count == 0 ? TimeZoneInfo.Utc : Times.Zone(stores[0].TimeZone);

    public StoreItem? Find(string? store) => store is not null && _byCode.TryGetValue(store, out var found) ? found : null;

    public string NameOf(string? store) => Find(store)?.Name is { Length: > 0 } name ? name : store ?? "";

    public TimeZoneInfo ZoneOf(string? store) => Find(store) is { } found ? Times.Zone(found.TimeZone) : Zone;

    /// <summary>Currency of a store, or of the first one.</summary>
    public string CurrencyOf(string? store) => (Find(store) ?? (Stores.Count > 0 ? Stores[0] : null))?.Currency ?? "EUR";
}
