using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>A person who works in a store.</summary>
[Table("staff")]
[PrimaryKey(nameof(Store), nameof(Id))]
public sealed class StaffRow
{
    public required string Store { get; set; }

    public required string Id { get; set; }

    public required string Name { get; set; }

    public required string Role { get; set; }

    public bool Active { get; set; }
}
