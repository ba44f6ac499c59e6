using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>Who did what.</summary>
[Table("audit")]
[PrimaryKey(nameof(Id))]
[Index(nameof(At))]
public sealed class AuditRow
{
    public required string Id { get; set; }

    public DateTimeOffset At { get; set; }

    public required string Actor { get; set; }

    public required string Action { get; set; }

    public string? Store { get; set; }

    public string? Target { get; set; }

    public required string Detail { get; set; }
}
