using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>One change of a voucher or of a customer's points, by one part of one order.</summary>
[Table("credit_movement")]
[PrimaryKey(nameof(MovementId), nameof(Part))]
[Index(nameof(Kind), nameof(Holder), nameof(Unit))]
public sealed class CreditMovementRow
{
    /// <summary>The fact's, as in the ledger.</summary>
    public required string MovementId { get; set; }

    public required string Part { get; set; }

    public required string Kind { get; set; }

    public required string Holder { get; set; }

    public required string Unit { get; set; }

    /// <summary>Signed: above 0 put on, below 0 taken off.</summary>
    public long Change { get; set; }

    public required string OrderId { get; set; }

    public required string Store { get; set; }

    public required string Terminal { get; set; }

    public required string ReceiptNumber { get; set; }

    public required string Entry { get; set; }

    /// <summary>Device time, Unix milliseconds.</summary>
    public long OccurredAt { get; set; }
}
