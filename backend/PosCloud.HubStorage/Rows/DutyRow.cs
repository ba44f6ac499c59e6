using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>A piece of work that one node does at a time.</summary>
[Table("duty")]
[PrimaryKey(nameof(Name))]
public sealed class DutyRow
{
    public required string Name { get; set; }

    /// <summary>The node that does it.</summary>
    public required string Holder { get; set; }

    /// <summary>From then on another node may take it; the holder was lost.</summary>
    public DateTimeOffset HeldUntil { get; set; }
}
