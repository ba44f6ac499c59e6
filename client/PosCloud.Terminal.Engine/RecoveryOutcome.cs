using PosCloud.Domain.Identity;

namespace PosCloud.Terminal.Engine;

/// <summary>What became of recovering a damaged journal.</summary>
public abstract record RecoveryOutcome
{
    private RecoveryOutcome()
    {
    }

    /// <param name="Epoch">The epoch the terminal goes on in.</param>
    /// <param name="Facts">Facts that the new journal holds and sends.</param>
    /// <param name="Salvaged">All facts that could be read; those not in the new journal stand behind a hole.</param>
    /// <param name="Export">File with all of them, for the hub's <c>import-journal</c>.</param>
    /// <param name="Damaged">Where the damaged journal is kept.</param>
    public sealed record Recovered(JournalEpoch Epoch, long Facts, long Salvaged, string Export, string Damaged) : RecoveryOutcome;

    /// <summary>The journal is whole; nothing was changed.</summary>
    public sealed record NotDamaged : RecoveryOutcome;

    /// <summary>Nobody can tell any more which terminal this was; nothing was changed.</summary>
    public sealed record NoIdentity : RecoveryOutcome;
}
