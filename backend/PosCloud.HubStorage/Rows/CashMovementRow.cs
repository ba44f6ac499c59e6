using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>Cash moved without a sale.</summary>
[Table("cash_movement")]
[PrimaryKey(nameof(Store), nameof(Entry))]
public sealed class CashMovementRow
{
    public required string Store { get; set; }

    public required string Entry { get; set; }

    public required string Terminal { get; set; }

    public required string Shift { get; set; }

    public required string Kind { get; set; }

    public long Amount { get; set; }

    public required string Currency { get; set; }

    public string? Reason { get; set; }

    public long OccurredAt { get; set; }

    public string? Cashier { get; set; }
}
