using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>A scanned code and the sku it stands for.</summary>
[Table("barcode")]
[PrimaryKey(nameof(Code))]
[Index(nameof(Sku))]
public sealed class BarcodeRow
{
    public required string Code { get; set; }

    public required string Sku { get; set; }
}
