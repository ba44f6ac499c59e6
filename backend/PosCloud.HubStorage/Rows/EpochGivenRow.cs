using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>An epoch given to a device whose line forked or fell behind; the same cause gives the same epoch.</summary>
[Table("epoch_given")]
[PrimaryKey(nameof(Terminal), nameof(Epoch), nameof(Cause))]
public sealed class EpochGivenRow
{
    public required string Terminal { get; set; }

    /// <summary>The epoch that was left.</summary>
    public required string Epoch { get; set; }

    public required string Cause { get; set; }

    public required string Given { get; set; }

    public DateTimeOffset GivenAt { get; set; }
}
