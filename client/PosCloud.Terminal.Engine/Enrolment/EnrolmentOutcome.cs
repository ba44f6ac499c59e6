using PosCloud.Domain.Identity;
using PosCloud.Protocol.Errors;

namespace PosCloud.Terminal.Engine.Enrolment;

/// <summary>What became of an enrolment.</summary>
public abstract record EnrolmentOutcome
{
    private EnrolmentOutcome()
    {
    }

    public sealed record Enrolled(TerminalId Terminal, StoreId Store) : EnrolmentOutcome;

    /// <summary>This data folder already belongs to a terminal; unpair it first.</summary>
    public sealed record AlreadyEnrolled(TerminalId Terminal, StoreId Store) : EnrolmentOutcome;

    /// <summary>What was typed can't be a code or an address.</summary>
    public sealed record Mistyped(string Message) : EnrolmentOutcome;

    public sealed record Refused(SyncErrorCode Code, string Message) : EnrolmentOutcome;

    /// <summary>The hub can't be reached, or what answered isn't a hub.</summary>
    public sealed record Unreachable(string Message) : EnrolmentOutcome;
}
