using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>A fact exactly as received.</summary>
[Table("fact")]
[PrimaryKey(nameof(Terminal), nameof(Epoch), nameof(Branch), nameof(Sequence))]
[Index(nameof(FactId))]
[Index(nameof(ReceivedAt))]
public sealed class FactRow
{
    public required string Terminal { get; set; }

    public required string Epoch { get; set; }

    public required string Branch { get; set; }

    public long Sequence { get; set; }

    /// <summary>Store whose stock it belongs to.</summary>
    public required string Store { get; set; }

    /// <summary>Null when the bytes are damaged.</summary>
    public string? FactId { get; set; }

    public string? Type { get; set; }

    public int Version { get; set; }

    /// <summary>Device clock, Unix milliseconds.</summary>
    public long? OccurredAt { get; set; }

    /// <summary>Canonical bytes, as received.</summary>
    public required byte[] Content { get; set; }

    /// <summary>As declared; equals the hash of the bytes unless the fact is damaged.</summary>
    public required byte[] ContentHash { get; set; }

    public required byte[] ChainHash { get; set; }

    /// <summary>A accepted, Q quarantined, D a duplicate of a fact on another branch.</summary>
    public required string Status { get; set; }

    /// <summary>Id of its ledger rows; differs from the fact's id only where another fact has the same id.</summary>
    public string? MovementId { get; set; }

    public DateTimeOffset ReceivedAt { get; set; }

    /// <summary>Estimated hub time of the fact, Unix milliseconds.</summary>
    public long HappenedAt { get; set; }

    /// <summary>That estimate rests on the device's wall clock.</summary>
    public bool Doubtful { get; set; }

    /// <summary>The sync session that brought it.</summary>
    public string? Upload { get; set; }
}
