using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Publishing;
using PosCloud.Protocol.Sync;

namespace PosCloud.HubStorage.Intake;

/// <summary>What became of a request's facts.</summary>
public abstract record IntakeOutcome
{
    private IntakeOutcome()
    {
    }

    /// <param name="Store">The store the terminal is assigned to now.</param>
    /// <param name="Upload">Null when no facts were sent and nothing is to be said about the journal.</param>
    /// <param name="NewEpoch">The epoch to go on in; the same one for every repeat of the same cause.</param>
    /// <param name="Accepted">Facts that are new on the hub, in quarantine or not.</param>
    /// <param name="Orders">New orders among them, with their amount in minor units of <paramref name="Currency"/>.</param>
    /// <param name="Moved">Streams that the transaction moved: tell the terminals that follow them.</param>
    public sealed record Taken(
        string HubEpoch,
        DateTimeOffset HubTime,
        StoreId Store,
        bool Revoked,
        UploadAnswer? Upload,
        JournalEpoch? NewEpoch,
        int Accepted,
        int Orders,
        long OrderAmount,
        string? Currency,
        IReadOnlyList<PublishedStream> Moved) : IntakeOutcome
    {
        /// <summary>How many of the new facts are in quarantine.</summary>
        public int Quarantined { get; init; }
    }

    /// <summary>The request contradicts itself; nothing was done.</summary>
    public sealed record Malformed(string Problem) : IntakeOutcome;

    /// <summary>No terminal of that code.</summary>
    public sealed record UnknownTerminal : IntakeOutcome;
}
