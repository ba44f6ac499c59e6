using System.Data.Common;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Publishing;
using PosCloud.Protocol.Bootstrap;

namespace PosCloud.HubStorage.Bootstrap;

/// <summary>A ready-made replica that any node can hand out.</summary>
/// <param name="Id">SHA-256 of the compressed bytes, lower-case hex.</param>
/// <param name="Bytes">Compressed.</param>
public sealed record BootstrapFile(
    string Id, StoreId Store, int Schema, string HubEpoch, string ReplicaCursor, long Bytes, long UnpackedBytes, long Rows, DateTimeOffset BuiltAt)
{
    internal const string Columns = "id, store, schema_version, hub_epoch, replica_cursor, bytes, unpacked_bytes, row_count, built_at";

    /// <summary>Where each stream stood; null when this release can't read it.</summary>
    internal StateCursor? Position => StateCursor.Parse(ReplicaCursor);

    public BootstrapOffer ToOffer() => new(Id, Bytes, UnpackedBytes, Rows, 0);

    internal static BootstrapFile Read(DbDataReader row) => new(
        row.GetString(0), StoreId.Parse(row.GetString(1)), row.GetInt32(2), row.GetString(3), row.GetString(4), row.GetInt64(5), row.GetInt64(6), row.GetInt64(7),
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(8)));
}
