using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>Counter of a voucher or of a customer's points; what is left is issued − redeemed and may be below 0.</summary>
[Table("credit")]
[PrimaryKey(nameof(Kind), nameof(Holder), nameof(Unit))]
public sealed class CreditRow
{
    public required string Kind { get; set; }

    /// <summary>The voucher's code or the customer's id.</summary>
    public required string Holder { get; set; }

    /// <summary>The currency's code, or <c>points</c>.</summary>
    public required string Unit { get; set; }

    /// <summary>Minor units or points put on it.</summary>
    public long Issued { get; set; }

    /// <summary>Minor units or points taken off it.</summary>
    public long Redeemed { get; set; }
}
