using System.Globalization;
using PosCloud.Dashboard.Live;
using PosCloud.Dashboard.Text;
using PosCloud.Grains.Contracts.Orders;

namespace PosCloud.Dashboard.Orders;

/// <summary>What the reader asked of the orders page; stands in its address.</summary>
/// <param name="Day">A day of the store, <c>2026-11-23</c>; null for all.</param>
public sealed record OrdersQuery(string? Search, string? Store, string? Terminal, string? Day)
{
    /// <summary>The search for the hub; a day runs from midnight to midnight in the store's zone.</summary>
    public OrderSearch ToSearch(StoreDirectory stores, string? after, int limit)
    {
        ArgumentNullException.ThrowIfNull(stores);
        var zone = stores.ZoneOf(Store);
        var day = DateOnly.TryParseExact(Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed) ? parsed : (DateOnly?)null;
        return new OrderSearch(
            Store,
            Blank(Terminal)?.ToUpperInvariant(),
            Blank(Search),
            day is { } from ? Times.OfLocal(from.ToDateTime(TimeOnly.MinValue), zone) : null,
            day is { } to ? Times.OfLocal(to.AddDays(1).ToDateTime(TimeOnly.MinValue), zone) : null,
            after,
            limit);
    }

    /// <summary>Nothing narrows the list.</summary>
    public bool IsAll => Blank(Search) is null && Store is null && Blank(Terminal) is null && Day is null;

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
