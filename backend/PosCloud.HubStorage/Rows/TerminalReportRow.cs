using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>What a terminal last said of itself.</summary>
[Table("terminal_report")]
[PrimaryKey(nameof(Terminal))]
public sealed class TerminalReportRow
{
    public required string Terminal { get; set; }

    public DateTimeOffset SeenAt { get; set; }

    /// <summary>Last sync without an error.</summary>
    public DateTimeOffset? SyncedAt { get; set; }

    public required string Program { get; set; }

    public required string Engine { get; set; }

    public int PendingFacts { get; set; }

    public int PendingOrders { get; set; }

    public long? PendingAmount { get; set; }

    public string? PendingCurrency { get; set; }

    public DateTimeOffset? OldestPendingAt { get; set; }

    public DateTimeOffset? ReplicaAsOf { get; set; }

    public string? Cursor { get; set; }

    public long? ClockOffsetMilliseconds { get; set; }

    public string? LastError { get; set; }

    public DateTimeOffset? LastErrorAt { get; set; }

    /// <summary>Start of the outage that its last sync ended.</summary>
    public DateTimeOffset? OfflineSince { get; set; }

    public int Quarantined { get; set; }
}
