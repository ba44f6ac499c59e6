using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>A cash-drawer session.</summary>
[Table("shift")]
[PrimaryKey(nameof(Store), nameof(Terminal), nameof(Id))]
public sealed class ShiftRow
{
    public required string Store { get; set; }

    public required string Terminal { get; set; }

    public required string Id { get; set; }

    public long Number { get; set; }

    public required string BusinessDate { get; set; }

    public long? OpenedAt { get; set; }

    public long? ClosedAt { get; set; }

    public required string Currency { get; set; }

    public long? OpeningFloat { get; set; }

    public long? Orders { get; set; }

    public long? Total { get; set; }

    public long? ExpectedCash { get; set; }

    public long? CountedCash { get; set; }

    public string? FirstReceipt { get; set; }

    public string? LastReceipt { get; set; }

    public string? Cashier { get; set; }
}
