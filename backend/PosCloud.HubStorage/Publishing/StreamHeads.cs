using PosCloud.Domain.Identity;
using PosCloud.Protocol.Sync;
using PosCloud.Protocol.Tables;

namespace PosCloud.HubStorage.Publishing;

/// <summary>The counter of one stream as a snapshot shows it; zeros for a stream that nothing was published in.</summary>
internal sealed record StreamHeads(StreamName Stream, long Sequence, long Floor, long RowCount, long Checksum)
{
    /// <summary>Heads of all streams of a terminal in this store, in the order of their names.</summary>
    public static async Task<IReadOnlyList<StreamHeads>> ReadAsync(ReadSnapshot snapshot, StoreId store, CancellationToken cancellationToken)
    {
        var heads = new List<StreamHeads>();
        foreach (var stream in StreamName.OfTerminalIn(store).Order())
        {
            var found = await snapshot.QueryAsync(
                "SELECT seq, floor, row_count, checksum FROM stream_head WHERE stream = @p0",
                row => new StreamHeads(stream, row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)),
                cancellationToken,
                stream.Value);
            heads.Add(found.Count == 0 ? new StreamHeads(stream, 0, 0, 0, 0) : found[0]);
        }

        return heads;
    }

    public StreamHead ToWire() => new(Stream.Value, Sequence, RowCount, Checksum);
}
