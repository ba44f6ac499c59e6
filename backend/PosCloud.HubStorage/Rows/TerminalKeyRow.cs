using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>A device's public key.</summary>
[Table("terminal_key")]
[PrimaryKey(nameof(Terminal), nameof(AddedAt))]
public sealed class TerminalKeyRow
{
    public required string Terminal { get; set; }

    public DateTimeOffset AddedAt { get; set; }

    /// <summary>SubjectPublicKeyInfo, base64.</summary>
    public required string PublicKey { get; set; }

    public DateTimeOffset? RemovedAt { get; set; }
}
