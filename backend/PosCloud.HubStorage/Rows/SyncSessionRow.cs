using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>One sync of one terminal, for the dashboard.</summary>
[Table("sync_session")]
[PrimaryKey(nameof(Id))]
[Index(nameof(Terminal), nameof(StartedAt))]
[Index(nameof(StartedAt))]
public sealed class SyncSessionRow
{
    public required string Id { get; set; }

    public required string Terminal { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    public long DurationMilliseconds { get; set; }

    public required string Cause { get; set; }

    public int FactsUp { get; set; }

    public int OrdersUp { get; set; }

    public int RowsDown { get; set; }

    public long BytesUp { get; set; }

    public long BytesDown { get; set; }

    /// <summary>Rows per table, as <c>stock=3,price=1</c>.</summary>
    public string? Tables { get; set; }

    public string? Error { get; set; }

    public DateTimeOffset? OfflineSince { get; set; }
}
