using PosCloud.Domain.Identity;
using PosCloud.Protocol.Tables;

namespace PosCloud.HubStorage.Publishing;

/// <summary>One row of a synced table to write and publish.</summary>
/// <param name="Values">One per column in manifest order; of a deleted row only the key columns count.</param>
/// <param name="IsNew">The caller knows that no row with this key was ever published; saves a look-up, fails if untrue.</param>
public sealed record StateChange(SyncedTable Table, object?[] Values, bool Deleted = false, bool IsNew = false)
{
    public static StateChange Put(SyncedTable table, params object?[] values) => new(table, values);

    public static StateChange Delete(SyncedTable table, params object?[] key) => new(table, key, Deleted: true);

    internal StreamName Stream => StreamName.Of(Table, Table.IsPerStore ? StoreId.Parse((string)Values[0]!) : default);
}
