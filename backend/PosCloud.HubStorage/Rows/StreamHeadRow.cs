using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>Counter of one stream. Its row lock makes number order equal commit order.</summary>
[Table("stream_head")]
[PrimaryKey(nameof(Stream))]
public sealed class StreamHeadRow
{
    public required string Stream { get; set; }

    public long Seq { get; set; }

    /// <summary>Deletions at or below this number may be forgotten.</summary>
    public long Floor { get; set; }

    public long RowCount { get; set; }

    public long Checksum { get; set; }
}
