using PosCloud.Domain.Identity;

namespace PosCloud.HubStorage.Enrolment;

/// <summary>Whether a device became a terminal.</summary>
public abstract record EnrolmentOutcome
{
    private EnrolmentOutcome()
    {
    }

    public sealed record Enrolled(TerminalId Terminal, StoreId Store, JournalEpoch Epoch) : EnrolmentOutcome;

    /// <param name="Problem">For the person at the device.</param>
    public sealed record Refused(string Problem) : EnrolmentOutcome;
}
