using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>A price of the default list; the newest <c>valid_from</c> that is not in the future counts.</summary>
[Table("price")]
[PrimaryKey(nameof(Sku), nameof(ValidFrom))]
public sealed class PriceRow
{
    public required string Sku { get; set; }

    /// <summary>Unix milliseconds; 0 is always.</summary>
    public long ValidFrom { get; set; }

    public long Amount { get; set; }

    public required string Currency { get; set; }

    public long Version { get; set; }
}
