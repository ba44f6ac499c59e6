using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>A sku of a product.</summary>
[Table("variant")]
[PrimaryKey(nameof(Sku))]
[Index(nameof(Product))]
public sealed class VariantRow
{
    public required string Sku { get; set; }

    public required string SkuShown { get; set; }

    public required string Product { get; set; }

    public required string Options { get; set; }

    public long Position { get; set; }

    public bool Active { get; set; }
}
