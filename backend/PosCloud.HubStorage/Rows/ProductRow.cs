using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>What a tile shows; its variants are what is sold.</summary>
[Table("product")]
[PrimaryKey(nameof(Id))]
public sealed class ProductRow
{
    public required string Id { get; set; }

    public required string Name { get; set; }

    public string? Language { get; set; }

    public required string Category { get; set; }

    public long CategoryPosition { get; set; }

    public required string TaxRate { get; set; }

    public required string Unit { get; set; }

    public long Position { get; set; }

    public bool Active { get; set; }
}
