using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>The last change of one row in its stream, with the row as it travels.</summary>
[Table("change")]
[PrimaryKey(nameof(Stream), nameof(Tbl), nameof(Pk))]
public sealed class ChangeRow
{
    public required string Stream { get; set; }

    public required string Tbl { get; set; }

    public required string Pk { get; set; }

    public long Seq { get; set; }

    public bool Deleted { get; set; }

    public long RowHash { get; set; }

    /// <summary>Null when deleted.</summary>
    public string? Content { get; set; }
}
