using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>A one-time code; only its hash is kept.</summary>
[Table("enrolment_code")]
[PrimaryKey(nameof(CodeHash))]
public sealed class EnrolmentCodeRow
{
    public required string CodeHash { get; set; }

    public required string Store { get; set; }

    public DateTimeOffset MadeAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public string? MadeBy { get; set; }

    public DateTimeOffset? UsedAt { get; set; }

    /// <summary>The terminal that it made; before that the one that it is to replace, null for a new one.</summary>
    public string? UsedBy { get; set; }
}
