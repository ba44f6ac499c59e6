using PosCloud.Domain.Identity;

namespace PosCloud.HubStorage.Ledger;

/// <summary>Names the part of a journal whose movements the ledger applies in order.</summary>
public readonly record struct AppliedKey(StoreId Store, TerminalId Terminal, JournalEpoch Epoch, string Branch) : IComparable<AppliedKey>
{
    /// <summary>The order in which rows are locked.</summary>
    public int CompareTo(AppliedKey other)
    {
        var order = string.CompareOrdinal(Store.Value, other.Store.Value);
        if (order == 0) order = string.CompareOrdinal(Terminal.Value, other.Terminal.Value);
        if (order == 0) order = string.CompareOrdinal(Epoch.Value, other.Epoch.Value);
        return order == 0 ? string.CompareOrdinal(Branch, other.Branch) : order;
    }

    public static bool operator <(AppliedKey left, AppliedKey right) => left.CompareTo(right) < 0;

    public static bool operator >(AppliedKey left, AppliedKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(AppliedKey left, AppliedKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(AppliedKey left, AppliedKey right) => left.CompareTo(right) >= 0;
}
