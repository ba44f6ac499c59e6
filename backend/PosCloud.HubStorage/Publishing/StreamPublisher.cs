using PosCloud.HubStorage.Writing;
using PosCloud.Protocol.Tables;

namespace PosCloud.HubStorage.Publishing;

/// <summary>
/// The only writer of synced tables: writes the rows, then numbers them in their streams, as the last statements of a
/// transaction. The lock on a stream's counter is held until commit, so numbers are dense and in commit order.
/// </summary>
public static class StreamPublisher
{
    private static readonly string[] ChangeColumns = ["stream", "tbl", "pk", "seq", "deleted", "row_hash", "content"];

    /// <summary>Writes and publishes the changes; of several changes of one row the last counts.</summary>
    /// <returns>The streams that moved, in the order of their names.</returns>
    public static async Task<IReadOnlyList<PublishedStream>> PublishAsync(HubTransaction transaction, IReadOnlyCollection<StateChange> changes)
    {
        await WriteAsync(transaction, changes);
        return await NumberAsync(transaction, changes);
    }

    /// <summary>Writes rows that the same transaction numbers later; what fails here can still be taken back to a savepoint.</summary>
    internal static async Task WriteAsync(HubTransaction transaction, IReadOnlyCollection<StateChange> changes)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(changes);
        foreach (var change in changes) await WriteRowAsync(transaction, change);
    }

    /// <summary>Numbers written rows in their streams; nothing but the commit may follow.</summary>
    internal static async Task<IReadOnlyList<PublishedStream>> NumberAsync(HubTransaction transaction, IReadOnlyCollection<StateChange> changes)
    {
        var last = new Dictionary<(StreamName Stream, string Table, string Key), StateChange>(changes.Count);
        foreach (var change in changes) last[(change.Stream, change.Table.Name, RowJson.KeyOf(change.Table, change.Values))] = change;
        var moved = new List<PublishedStream>();
        // Every transaction locks counters in the order of their names, so two can't wait for each other.
        foreach (var stream in last.GroupBy(c => c.Key.Stream).OrderBy(s => s.Key))
        {
            moved.Add(await NumberAsync(transaction, stream.Key, [.. stream.Select(c => new KeyedChange(c.Key.Key, c.Value))]));
        }

        return moved;
    }

    /// <summary>Takes rows out of a stream whose term is over; the tables keep them. Terminals are told as of a deletion.</summary>
    /// <param name="upTo">A row that was changed after this number stays.</param>
    /// <returns>Rows that left.</returns>
    internal static async Task<long> LeaveAsync(HubTransaction transaction, StreamName stream, IReadOnlyList<(string Table, string Key)> leaving, long upTo)
    {
        var head = await StreamCounter.LockAsync(transaction, stream);
        var (rows, checksum, sequence) = (head.RowCount, head.Checksum, head.Sequence);
        foreach (var (table, key) in leaving)
        {
            if (await PreviousAsync(transaction, stream, table, key) is not { Deleted: false } live || live.Sequence > upTo) continue;
            rows--;
            checksum = unchecked(checksum - RowChecksum.Of(table, key, live.Sequence, live.Hash));
            await transaction.ExecuteAsync(
                "UPDATE change SET seq = @p3, deleted = @p4, row_hash = 0, content = NULL WHERE stream = @p0 AND tbl = @p1 AND pk = @p2",
                stream.Value, table, key, ++sequence, true);
        }

        await StreamCounter.MoveAsync(transaction, stream, sequence, rows, checksum);
        return head.RowCount - rows;
    }

    private static Task<int> WriteRowAsync(HubTransaction transaction, StateChange change)
    {
        var sql = SyncedTableSql.Of(transaction.Database, change.Table);
        if (change.Deleted) return transaction.ExecuteAsync(sql.Delete, change.Values[..change.Table.KeyLength]);
        return transaction.ExecuteAsync(change.IsNew ? sql.Insert : sql.Upsert, change.Values);
    }

    private static async Task<PublishedStream> NumberAsync(HubTransaction transaction, StreamName stream, List<KeyedChange> changes)
    {
        var head = await StreamCounter.LockAsync(transaction, stream);
        var (rows, checksum, sequence) = (head.RowCount, head.Checksum, head.Sequence);
        foreach (var (key, change) in changes)
        {
            sequence++;
            var old = change.IsNew ? null : await PreviousAsync(transaction, stream, change.Table.Name, key);
            if (old is { Deleted: false } live)
            {
                rows--;
                checksum = unchecked(checksum - RowChecksum.Of(change.Table.Name, key, live.Sequence, live.Hash));
            }

            var content = change.Deleted ? null : RowJson.Write(change.Table, change.Values);
            var hash = content is null ? 0 : RowChecksum.HashOfContent(content);
            if (content is not null)
            {
                rows++;
                checksum = unchecked(checksum + RowChecksum.Of(change.Table.Name, key, sequence, hash));
            }

            await RecordAsync(transaction, stream, change, key, sequence, hash, content);
        }

        await StreamCounter.MoveAsync(transaction, stream, sequence, rows, checksum);
        return new PublishedStream(stream, sequence);
    }

    private static Task<PreviousChange?> PreviousAsync(HubTransaction transaction, StreamName stream, string table, string key) =>
        transaction.FirstAsync(
            "SELECT seq, deleted, row_hash FROM change WHERE stream = @p0 AND tbl = @p1 AND pk = @p2",
            row => (PreviousChange?)new PreviousChange(row.GetInt64(0), row.GetBoolean(1), row.GetInt64(2)),
            stream.Value,
            table,
            key);

    private static Task<int> RecordAsync(
        HubTransaction transaction, StreamName stream, StateChange change, string key, long sequence, long hash, string? content)
    {
        var sql = change.IsNew
            ? HubDatabase.Insert("change", ChangeColumns)
            : transaction.Database.Upsert("change", ChangeColumns, keyLength: 3);
        return transaction.ExecuteAsync(sql, stream.Value, change.Table.Name, key, sequence, change.Deleted, hash, content);
    }

    private readonly record struct KeyedChange(string Key, StateChange Change);

    private readonly record struct PreviousChange(long Sequence, bool Deleted, long Hash);
}
