using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>A price of one store that replaces the default list's.</summary>
[Table("store_price")]
[PrimaryKey(nameof(Store), nameof(Sku), nameof(ValidFrom))]
public sealed class StorePriceRow
{
    public required string Store { get; set; }

    public required string Sku { get; set; }

    public long ValidFrom { get; set; }

    public long Amount { get; set; }

    public required string Currency { get; set; }

    public long Version { get; set; }
}
