using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>Identity of this database's history; drawn at random outside the database.</summary>
[Table("hub_epoch")]
[PrimaryKey(nameof(Epoch))]
[Index(nameof(StartedAt))]
public sealed class HubEpochRow
{
    public required string Epoch { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    public required string Reason { get; set; }
}
