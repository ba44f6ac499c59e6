using PosCloud.Domain.Facts;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage.Intake;

/// <summary>What a replay needs of a stored fact.</summary>
internal sealed record QuarantinedRow(
    byte[] Content, Sha256Digest ContentHash, Sha256Digest ChainHash, Guid MovementId, EstimatedTime Happened)
{
    public static Task<QuarantinedRow?> ReadAsync(HubTransaction transaction, FactPlace place) => transaction.FirstAsync(
        """
        SELECT content, content_hash, chain_hash, movement_id, happened_at, doubtful FROM fact
        WHERE terminal = @p0 AND epoch = @p1 AND branch = @p2 AND sequence = @p3
        """,
        row => new QuarantinedRow(
            (byte[])row[0],
            Sha256Digest.FromBytes((byte[])row[1]),
            Sha256Digest.FromBytes((byte[])row[2]),
            row.IsDBNull(3) ? Guid.Empty : Guid.Parse(row.GetString(3)),
            new EstimatedTime(row.GetInt64(4), row.GetBoolean(5))),
        place.Terminal.Value, place.Epoch.Value, place.Branch, place.Sequence.Value);
}
