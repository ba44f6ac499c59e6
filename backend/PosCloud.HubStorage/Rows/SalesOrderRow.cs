using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>A completed order.</summary>
[Table("sales_order")]
[PrimaryKey(nameof(Store), nameof(Entry))]
[Index(nameof(Id))]
[Index(nameof(ReceiptNumber))]
[Index(nameof(Store), nameof(OccurredAt))]
[Index(nameof(OccurredAt))]
public sealed class SalesOrderRow
{
    public required string Store { get; set; }

    public required string Entry { get; set; }

    public required string Id { get; set; }

    public required string ReceiptNumber { get; set; }

    public required string Terminal { get; set; }

    public required string Epoch { get; set; }

    public long Sequence { get; set; }

    public required string Shift { get; set; }

    public required string BusinessDate { get; set; }

    public long OccurredAt { get; set; }

    public required string Kind { get; set; }

    public long Lines { get; set; }

    public long Total { get; set; }

    public long Tax { get; set; }

    public long Discount { get; set; }

    public long CashRounding { get; set; }

    public required string Currency { get; set; }

    public string? Cashier { get; set; }
}
