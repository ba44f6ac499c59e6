using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>A payment of an order.</summary>
[Table("payment")]
[PrimaryKey(nameof(Store), nameof(Entry), nameof(Number))]
public sealed class PaymentRow
{
    public required string Store { get; set; }

    public required string Entry { get; set; }

    public long Number { get; set; }

    public required string Tender { get; set; }

    public long Amount { get; set; }

    public long Tendered { get; set; }

    public long Change { get; set; }

    public string? Reference { get; set; }
}
