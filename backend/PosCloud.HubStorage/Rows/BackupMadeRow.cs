using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>A backup of which it was noted what it surely contains.</summary>
[Table("backup_made")]
[PrimaryKey(nameof(Id))]
public sealed class BackupMadeRow
{
    public required string Id { get; set; }

    /// <summary>Its file, or the operator's name for it.</summary>
    public required string Name { get; set; }

    /// <summary>The history that it is a copy of.</summary>
    public required string HubEpoch { get; set; }

    public DateTimeOffset BeganAt { get; set; }

    /// <summary>Null as long as nobody has seen that it can be restored.</summary>
    public DateTimeOffset? VerifiedAt { get; set; }
}
