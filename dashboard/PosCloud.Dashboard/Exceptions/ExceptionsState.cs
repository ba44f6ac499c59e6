using PosCloud.Dashboard.Text;
using PosCloud.Grains.Contracts.Exceptions;

namespace PosCloud.Dashboard.Exceptions;

/// <summary>The inbox: what is open, what was settled, and which one is looked at.</summary>
public sealed class ExceptionsState
{
    private readonly IReadOnlyList<ExceptionItem> _items;

    public ExceptionsState(IReadOnlyList<ExceptionItem> items, string? store, bool settledTab, string? chosen, DateTimeOffset now, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(items);
        _items = [.. items.Where(item => store is null || item.Store == store)];
        SettledTab = settledTab;
        SettledToday = settledTab ? [] : [.. Settled.Where(item => Times.SameDay(item.ResolvedAt!.Value, now, zone))];
        ById = chosen is null ? null : _items.FirstOrDefault(item => item.Id == chosen);
    }

    public bool SettledTab { get; }

    public IReadOnlyList<ExceptionItem> Open => [.. _items.Where(item => item.ResolvedAt is null)];

    public IReadOnlyList<ExceptionItem> Settled => [.. _items.Where(item => item.ResolvedAt is not null).OrderByDescending(item => item.ResolvedAt)];

    /// <summary>The list of the tab.</summary>
    public IReadOnlyList<ExceptionItem> Shown => SettledTab ? Settled : Open;

    /// <summary>Below the open ones: what was settled today.</summary>
    public IReadOnlyList<ExceptionItem> SettledToday { get; }

    /// <summary>The one in the address; null when none is named or it isn't there.</summary>
    public ExceptionItem? ById { get; }

    /// <summary>The one in the address, else the first: on a wide screen one is always open.</summary>
    public ExceptionItem? Chosen => ById ?? Shown.Concat(SettledToday).FirstOrDefault();
}
