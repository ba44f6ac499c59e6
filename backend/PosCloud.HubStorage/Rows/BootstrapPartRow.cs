using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>One piece of a ready-made replica; all but the last have the same length.</summary>
[Table("bootstrap_part")]
[PrimaryKey(nameof(FileId), nameof(Number))]
public sealed class BootstrapPartRow
{
    public required string FileId { get; set; }

    /// <summary>From 0.</summary>
    public long Number { get; set; }

    public required byte[] Content { get; set; }
}
