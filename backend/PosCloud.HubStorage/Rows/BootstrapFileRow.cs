using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>A ready-made replica of one store, complete in <see cref="BootstrapPartRow"/>.</summary>
[Table("bootstrap_file")]
[PrimaryKey(nameof(Id))]
[Index(nameof(Store), nameof(BuiltAt))]
public sealed class BootstrapFileRow
{
    /// <summary>SHA-256 of the compressed bytes, lower-case hex.</summary>
    public required string Id { get; set; }

    public required string Store { get; set; }

    public int SchemaVersion { get; set; }

    public required string HubEpoch { get; set; }

    /// <summary>Position up to which it is complete; no stream's floor may pass it while it exists.</summary>
    public required string ReplicaCursor { get; set; }

    /// <summary>Compressed.</summary>
    public long Bytes { get; set; }

    public long UnpackedBytes { get; set; }

    public long RowCount { get; set; }

    public DateTimeOffset BuiltAt { get; set; }
}
