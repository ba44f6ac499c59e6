using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>A tax rate in parts per million.</summary>
[Table("tax_rate")]
[PrimaryKey(nameof(Id))]
public sealed class TaxRateRow
{
    public required string Id { get; set; }

    public required string Name { get; set; }

    public long Rate { get; set; }
}
