using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>The ledger: one applied stock movement.</summary>
[Table("movement")]
[PrimaryKey(nameof(MovementId), nameof(Line), nameof(Part))]
[Index(nameof(Store), nameof(Sku), nameof(StockVersion))]
[Index(nameof(AppliedAt))]
public sealed class MovementRow
{
    public required string MovementId { get; set; }

    public long Line { get; set; }

    public long Part { get; set; }

    public required string Store { get; set; }

    public required string Sku { get; set; }

    public required string Kind { get; set; }

    /// <summary>The change; for a count what it came to.</summary>
    public long Quantity { get; set; }

    /// <summary>Takes a late movement from before the newest count back; normally 0.</summary>
    public long Compensation { get; set; }

    /// <summary>The absolute number of a count.</summary>
    public long? Counted { get; set; }

    public long OnHandAfter { get; set; }

    /// <summary>Version of the stock row after it: the ledger's order per sku.</summary>
    public long StockVersion { get; set; }

    public required string Terminal { get; set; }

    public required string Epoch { get; set; }

    public required string Branch { get; set; }

    public long Sequence { get; set; }

    public string? ReceiptNumber { get; set; }

    public long HappenedAt { get; set; }

    public bool Doubtful { get; set; }

    public DateTimeOffset AppliedAt { get; set; }
}
