using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>A shop and how it prices.</summary>
[Table("store")]
[PrimaryKey(nameof(Store))]
public sealed class StoreRow
{
    public required string Store { get; set; }

    public required string Name { get; set; }

    public required string Currency { get; set; }

    public required string TimeZone { get; set; }

    public required string Culture { get; set; }

    public required string TaxMode { get; set; }

    public required string TaxRounding { get; set; }

    public long CashRounding { get; set; }

    public required string ReceiptHeader { get; set; }

    public required string ReceiptFooter { get; set; }
}
