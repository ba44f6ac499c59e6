using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Rows;

/// <summary>How far the ledger has applied one branch of a terminal's journal in one store.</summary>
[Table("terminal_applied")]
[PrimaryKey(nameof(Store), nameof(Terminal), nameof(Epoch), nameof(Branch))]
public sealed class TerminalAppliedRow
{
    public required string Store { get; set; }

    public required string Terminal { get; set; }

    public required string Epoch { get; set; }

    public required string Branch { get; set; }

    public long Through { get; set; }

    public required string ChainHash { get; set; }

    /// <summary>Sequences at or below <see cref="Through"/> that are in quarantine, ascending, separated by commas.</summary>
    public required string Quarantined { get; set; }

    /// <summary>Raised by every change; commits compare it.</summary>
    public long Version { get; set; }
}
