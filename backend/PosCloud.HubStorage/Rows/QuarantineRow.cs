using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>Why a fact can't be applied.</summary>
[Table("quarantine")]
[PrimaryKey(nameof(Terminal), nameof(Epoch), nameof(Branch), nameof(Sequence))]
[Index(nameof(Id))]
[Index(nameof(ReplayedAt))]
public sealed class QuarantineRow
{
    public required string Terminal { get; set; }

    public required string Epoch { get; set; }

    public required string Branch { get; set; }

    public long Sequence { get; set; }

    /// <summary>Short name for people and commands.</summary>
    public required string Id { get; set; }

    public required string Store { get; set; }

    public required string Code { get; set; }

    public required string Reason { get; set; }

    public DateTimeOffset Since { get; set; }

    /// <summary>Null while in quarantine.</summary>
    public DateTimeOffset? ReplayedAt { get; set; }
}
