using PosCloud.HubStorage.Writing;
using PosCloud.Protocol.Tables;

namespace PosCloud.HubStorage.Publishing;

/// <summary>The counter row of a stream with what its live rows add up to.</summary>
internal readonly record struct StreamCounter(long Sequence, long RowCount, long Checksum)
{
    private static readonly string[] Columns = ["stream", "seq", "floor", "row_count", "checksum"];

    /// <summary>Locks the stream's counter until commit; a stream's first change makes its row.</summary>
    public static async Task<StreamCounter> LockAsync(HubTransaction transaction, StreamName stream)
    {
        var sql = transaction.Database.SelectLocked("seq, row_count, checksum", "stream_head", "stream = @p0");
        var found = await ReadAsync(transaction, sql, stream);
        if (found is { } head) return head;
        await transaction.ExecuteAsync(transaction.Database.InsertIfAbsent("stream_head", Columns, keyLength: 1), stream.Value, 0L, 0L, 0L, 0L);
        return await ReadAsync(transaction, sql, stream) ?? throw new InvalidOperationException($"Stream {stream} has no counter.");
    }

    public static Task<int> MoveAsync(HubTransaction transaction, StreamName stream, long sequence, long rows, long checksum) =>
        transaction.ExecuteAsync(
            "UPDATE stream_head SET seq = @p1, row_count = @p2, checksum = @p3 WHERE stream = @p0", stream.Value, sequence, rows, checksum);

    private static Task<StreamCounter?> ReadAsync(HubTransaction transaction, string sql, StreamName stream) =>
        transaction.FirstAsync(sql, row => (StreamCounter?)new StreamCounter(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)), stream.Value);
}
