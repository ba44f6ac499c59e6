using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>How far a stream was at a moment of hub time: the only place where retention looks at a clock.</summary>
[Table("stream_mark")]
[PrimaryKey(nameof(Stream), nameof(MarkedAt))]
public sealed class StreamMarkRow
{
    public required string Stream { get; set; }

    public DateTimeOffset MarkedAt { get; set; }

    public long Seq { get; set; }
}
