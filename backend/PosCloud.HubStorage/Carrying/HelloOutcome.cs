using PosCloud.HubStorage.Intake;
using PosCloud.Protocol.Sync;

namespace PosCloud.HubStorage.Carrying;

/// <summary>What a terminal's hello is answered with.</summary>
public abstract record HelloOutcome
{
    private HelloOutcome()
    {
    }

    /// <param name="Taken">Facts that were taken from the inbox for it.</param>
    /// <param name="Standing">What intake says of the terminal.</param>
    public sealed record Answered(HelloAnswer Answer, InboxTaken Taken, IntakeOutcome.Taken Standing) : HelloOutcome;

    /// <summary>The request contradicts itself; nothing was done.</summary>
    public sealed record Malformed(string Problem) : HelloOutcome;

    /// <summary>No terminal of that code.</summary>
    public sealed record UnknownTerminal : HelloOutcome;
}
