using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Publishing;
using PosCloud.HubStorage.Writing;
using PosCloud.Protocol;

namespace PosCloud.HubStorage.Catalogue;

/// <summary>Sets opening stock while the store may be selling: on the locked rows, not on what was read before.</summary>
internal static class OpeningStock
{
    private static readonly string[] Columns = ["store", "sku", "on_hand", "opening", "version"];

    /// <summary>Answers the rows that changed, to be published. A sku that has an opening keeps it.</summary>
    public static async Task<IReadOnlyList<StateChange>> SetAsync(HubTransaction transaction, StoreId store, IReadOnlyDictionary<Sku, long> openings)
    {
        var changes = new List<StateChange>(openings.Count);
        // Locked in the order in which the ledger locks them.
        foreach (var (sku, opening) in openings.OrderBy(o => o.Key.Value, StringComparer.Ordinal))
        {
            var isNew = await transaction.ExecuteAsync(
                transaction.Database.InsertIfAbsent("stock", Columns, keyLength: 2), store.Value, sku.Value, opening, opening, 0L) == 1;
            var now = isNew ? new Standing(opening, 0) : await LockAsync(transaction, store, sku, opening);
            if (now is { } row) changes.Add(StateChange.Put(SyncedTables.Stock, store.Value, sku.Value, row.OnHand, opening, row.Version));
        }

        return changes;
    }

    /// <summary>What the row will hold; null when it stays as it is.</summary>
    private static async Task<Standing?> LockAsync(HubTransaction transaction, StoreId store, Sku sku, long opening)
    {
        var row = await transaction.FirstAsync(
            transaction.Database.SelectLocked("on_hand, opening, version", "stock", "store = @p0 AND sku = @p1"),
            row => (OnHand: row.GetInt64(0), Opening: row.GetInt64(1), Version: row.GetInt64(2)),
            store.Value, sku.Value);
        return row.Opening != 0 || opening == 0 ? null : new Standing(checked(row.OnHand + opening), row.Version + 1);
    }

    private readonly record struct Standing(long OnHand, long Version);
}
