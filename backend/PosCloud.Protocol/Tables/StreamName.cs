using PosCloud.Domain.Identity;

namespace PosCloud.Protocol.Tables;

/// <summary>Name of a stream: <c>catalogue</c>, <c>store:S1</c> or <c>orders:S1</c>. Ordinal order is the lock order.</summary>
public readonly record struct StreamName : IComparable<StreamName>
{
    private StreamName(string value) => Value = value;

    public string Value { get; }

    public static StreamName Catalogue { get; } = new("catalogue");

    public static StreamName ForStore(StoreId store) => new("store:" + store.Value);

    public static StreamName ForOrders(StoreId store) => new("orders:" + store.Value);

    /// <summary>All streams of a terminal in this store, sorted.</summary>
    public static IReadOnlyList<StreamName> OfTerminalIn(StoreId store) => [Catalogue, ForOrders(store), ForStore(store)];

    /// <summary>The stream of a row of this table in this store; the store is ignored for the catalogue.</summary>
    public static StreamName Of(SyncedTable table, StoreId store) => table.Stream switch
    {
        StreamKind.Catalogue => Catalogue,
        StreamKind.Store => ForStore(store),
        _ => ForOrders(store),
    };

    public static bool TryParse(string? text, out StreamName name)
    {
        name = default;
        if (text == Catalogue.Value)
        {
            name = Catalogue;
            return true;
        }

        var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (colon < 0 || text![..colon] is not ("store" or "orders") || !StoreId.TryParse(text[(colon + 1)..], out _)) return false;
        name = new StreamName(text);
        return true;
    }

    public int CompareTo(StreamName other) => string.CompareOrdinal(Value, other.Value);

    public static bool operator <(StreamName left, StreamName right) => left.CompareTo(right) < 0;

    public static bool operator >(StreamName left, StreamName right) => left.CompareTo(right) > 0;

    public static bool operator <=(StreamName left, StreamName right) => left.CompareTo(right) <= 0;

    public static bool operator >=(StreamName left, StreamName right) => left.CompareTo(right) >= 0;

    public override string ToString() => Value;
}
