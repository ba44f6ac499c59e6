using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Retention;
using PosCloud.Protocol;
using PosCloud.Protocol.Tables;

namespace PosCloud.HubStorage.Verification;

/// <summary>
/// Rows that may be missing in their stream because their term is over and even their leaving is forgotten: those of facts
/// that the hub had received before the last mark that was old enough.
/// </summary>
internal static class LeftRows
{
    /// <summary>Takes out of <paramref name="unpublished"/> what may rightly be missing.</summary>
    public static async Task RemoveAsync(ReadSnapshot snapshot, Dictionary<(string Table, string Key), long> unpublished, CancellationToken cancellationToken)
    {
        var missing = unpublished.Keys.Where(row => SyncedTables.Find(row.Table) is { RetentionDays: > 0 }).ToList();
        foreach (var store in missing.GroupBy(row => row.Key.Split(RowJson.KeySeparator)[0]))
        {
            if (await StreamRetention.RowsLeftUpToAsync(snapshot, StreamName.ForOrders(StoreId.Parse(store.Key)), cancellationToken) is not { } upTo) continue;
            var recent = await snapshot.QueryAsync(
                "SELECT terminal, epoch, branch, sequence FROM fact WHERE received_at > @p0",
                row => EntryKey.Of(TerminalId.Parse(row.GetString(0)), JournalEpoch.Parse(row.GetString(1)), row.GetString(2), new JournalSequence(row.GetInt64(3))),
                cancellationToken,
                upTo.ToUnixTimeMilliseconds());
            var entries = recent.ToHashSet(StringComparer.Ordinal);
            // A shift's key names no fact: it leaves when it was last changed so long ago, which nothing here can tell.
            foreach (var row in store.Where(row => row.Table == SyncedTables.Shift.Name || !entries.Contains(row.Key.Split(RowJson.KeySeparator)[1]))) unpublished.Remove(row);
        }
    }
}
