using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>A store that a terminal was ever assigned to.</summary>
[Table("assignment")]
[PrimaryKey(nameof(Terminal), nameof(Store))]
public sealed class AssignmentRow
{
    public required string Terminal { get; set; }

    public required string Store { get; set; }

    public DateTimeOffset AssignedAt { get; set; }
}
