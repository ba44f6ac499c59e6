using PosCloud.Domain.Identity;
using PosCloud.Protocol.Errors;

namespace PosCloud.Hub.Replication;

/// <summary>Whose token it is, or why it isn't taken.</summary>
internal abstract record TokenOutcome
{
    private TokenOutcome()
    {
    }

    public sealed record Valid(TerminalId Terminal) : TokenOutcome;

    public sealed record Refused(SyncErrorCode Code, string Message) : TokenOutcome;
}
