using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>Something a person should decide.</summary>
[Table("exception")]
[PrimaryKey(nameof(Id))]
[Index(nameof(ResolvedAt), nameof(RaisedAt))]
[Index(nameof(Store))]
public sealed class ExceptionRow
{
    /// <summary>Made of its cause, so that a replay raises the same one.</summary>
    public required string Id { get; set; }

    public required string Kind { get; set; }

    public string? Store { get; set; }

    public string? Terminal { get; set; }

    public string? ReceiptNumber { get; set; }

    public string? OtherTerminal { get; set; }

    public string? OtherReceiptNumber { get; set; }

    public string? Sku { get; set; }

    /// <summary>Place of the fact that caused it.</summary>
    public string? Entry { get; set; }

    public string? OtherEntry { get; set; }

    /// <summary>Device time of that fact, Unix milliseconds.</summary>
    public long? OccurredAt { get; set; }

    public long? OtherOccurredAt { get; set; }

    public long? QuantityBefore { get; set; }

    public long? QuantityAfter { get; set; }

    public required string Detail { get; set; }

    public DateTimeOffset RaisedAt { get; set; }

    public DateTimeOffset? ResolvedAt { get; set; }

    public string? ResolvedBy { get; set; }

    public string? Resolution { get; set; }
}
