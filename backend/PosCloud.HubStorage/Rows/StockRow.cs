using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>On hand of one sku in one store: opening plus the ledger's movements.</summary>
[Table("stock")]
[PrimaryKey(nameof(Store), nameof(Sku))]
public sealed class StockRow
{
    public required string Store { get; set; }

    public required string Sku { get; set; }

    public long OnHand { get; set; }

    public long Opening { get; set; }

    /// <summary>Raised by every movement.</summary>
    public long Version { get; set; }

    /// <summary>Place of the newest count's fact; null when never counted.</summary>
    public string? CountEntry { get; set; }

    /// <summary>Estimated hub time of that count, Unix milliseconds.</summary>
    public long? CountHappenedAt { get; set; }

    /// <summary>That time can't be trusted; null when never counted.</summary>
    public bool? CountDoubtful { get; set; }
}
