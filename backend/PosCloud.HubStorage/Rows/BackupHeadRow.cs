using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>How far a backup surely contains one line of a terminal's journal, from the line's first fact on.</summary>
[Table("backup_head")]
[PrimaryKey(nameof(BackupId), nameof(Terminal), nameof(Epoch), nameof(Branch))]
public sealed class BackupHeadRow
{
    public required string BackupId { get; set; }

    public required string Terminal { get; set; }

    public required string Epoch { get; set; }

    public required string Branch { get; set; }

    public long Through { get; set; }

    /// <summary>Chain hash of that fact: a terminal believes it only of its own line.</summary>
    public required byte[] ChainHash { get; set; }
}
