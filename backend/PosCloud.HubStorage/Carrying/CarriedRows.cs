using PosCloud.Domain.Identity;
using PosCloud.Protocol.Carrying;
using PosCloud.Protocol.Tables;

namespace PosCloud.HubStorage.Carrying;

/// <summary>
/// What a terminal may be given and may bring, decided by its credential. An engine's own filters take their values from
/// the terminal's request, and don't cover deletions; so every single row passes here.
/// </summary>
public sealed class CarriedRows(TerminalId terminal, StoreId store)
{
    private readonly HashSet<string> _streams = [.. StreamName.OfTerminalIn(store).Select(stream => stream.Value)];

    public StoreId Store => store;

    /// <summary>True when this row may leave the hub for this terminal.</summary>
    /// <param name="firstKey">The row's first key column.</param>
    public bool MayLeave(CarriedTable table, object? firstKey)
    {
        ArgumentNullException.ThrowIfNull(table);
        return table.Filter switch
        {
            RowFilter.None => true,
            RowFilter.Store => string.Equals(firstKey as string, store.Value, StringComparison.Ordinal),
            _ => firstKey is string stream && _streams.Contains(stream),
        };
    }

    /// <summary>Why a row of the inbox isn't taken from this terminal; null when it is.</summary>
    public string? WhyRefused(string? claimedTerminal) => string.Equals(claimedTerminal, terminal.Value, StringComparison.Ordinal)
        ? null
        : $"{terminal} sent it as {claimedTerminal ?? "nobody"}.";
}
