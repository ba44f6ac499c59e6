using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>Counter of what was returned of an order's line; line 0 is the order's gate that sale and return both touch.</summary>
[Table("refunded")]
[PrimaryKey(nameof(OrderId), nameof(Line))]
public sealed class RefundedRow
{
    public required string OrderId { get; set; }

    public long Line { get; set; }

    /// <summary>Thousandths.</summary>
    public long Returned { get; set; }

    public bool Reported { get; set; }
}
