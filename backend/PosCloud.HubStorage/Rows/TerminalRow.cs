using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>An enrolled device.</summary>
[Table("terminal")]
[PrimaryKey(nameof(Terminal))]
[Index(nameof(Store))]
public sealed class TerminalRow
{
    public required string Terminal { get; set; }

    /// <summary>The store it is assigned to now.</summary>
    public required string Store { get; set; }

    public required string Machine { get; set; }

    public required string Program { get; set; }

    /// <summary>The epoch given at enrolment.</summary>
    public required string Epoch { get; set; }

    public DateTimeOffset EnrolledAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }

    public string? RevokedBy { get; set; }
}
