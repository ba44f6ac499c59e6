using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>A line of an order.</summary>
[Table("order_line")]
[PrimaryKey(nameof(Store), nameof(Entry), nameof(Line))]
public sealed class OrderLineRow
{
    public required string Store { get; set; }

    public required string Entry { get; set; }

    public long Line { get; set; }

    public required string Sku { get; set; }

    public required string Name { get; set; }

    public string? Options { get; set; }

    public long Quantity { get; set; }

    public required string Unit { get; set; }

    public long UnitPrice { get; set; }

    public long? PriceVersion { get; set; }

    public long TaxRate { get; set; }

    public long Discount { get; set; }

    public long Amount { get; set; }

    public long Tax { get; set; }

    public string? ReturnsOrder { get; set; }

    public long? ReturnsLine { get; set; }

    public string? Note { get; set; }
}
