using PosCloud.HubStorage.Intake;
using PosCloud.Protocol.Sync;

namespace PosCloud.HubStorage.Carrying;

/// <summary>What became of a terminal's facts that waited in the inbox.</summary>
/// <param name="Facts">Those that intake looked at, in order.</param>
public sealed record InboxTaken(IReadOnlyList<IntakeOutcome.Taken> Outcomes, IReadOnlyList<FactFrame> Facts)
{
    public static InboxTaken Nothing { get; } = new([], []);

    /// <summary>Facts that were new on the hub.</summary>
    public int Accepted => Outcomes.Sum(taken => taken.Accepted);
}
