using PosCloud.HubStorage.Publishing;

namespace PosCloud.HubStorage.Intake;

/// <summary>What became of an exported journal.</summary>
public abstract record JournalImportOutcome
{
    private JournalImportOutcome()
    {
    }

    /// <param name="Accepted">New facts that count at once.</param>
    /// <param name="Known">Facts that the hub had already.</param>
    /// <param name="Quarantined">New facts that wait for a person or a remedy.</param>
    /// <param name="Unusable">Facts whose place in the chain contradicts itself; they were left out.</param>
    public sealed record Imported(int Accepted, int Known, int Quarantined, int Unusable, IReadOnlyList<PublishedStream> Moved) : JournalImportOutcome;

    /// <summary>Nothing was taken.</summary>
    public sealed record Refused(string Problem) : JournalImportOutcome;
}
