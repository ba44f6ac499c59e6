using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>End of one branch of a terminal's journal; its lock fences intake.</summary>
[Table("terminal_head")]
[PrimaryKey(nameof(Terminal), nameof(Epoch), nameof(Branch))]
public sealed class TerminalHeadRow
{
    public required string Terminal { get; set; }

    public required string Epoch { get; set; }

    /// <summary>Chain hash of the branch's first fact; empty for the first line.</summary>
    public required string Branch { get; set; }

    /// <summary>Sequence of the branch's first fact.</summary>
    public long Start { get; set; }

    /// <summary>Chain hash before that fact.</summary>
    public required byte[] StartPrevious { get; set; }

    /// <summary>Sequence expected next.</summary>
    public long Next { get; set; }

    /// <summary>Chain hash of the last fact.</summary>
    public required byte[] ChainHash { get; set; }
}
