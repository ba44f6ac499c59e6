using PosCloud.HubStorage.Intake;
using PosCloud.Protocol.Errors;
using PosCloud.Protocol.Sync;

namespace PosCloud.Hub.Replication;

/// <summary>What one sync is answered with.</summary>
internal abstract record SyncDecision
{
    private SyncDecision()
    {
    }

    public sealed record Answered(SyncAnswer Answer, IntakeOutcome.Taken Taken) : SyncDecision;

    public sealed record Refused(SyncErrorCode Code, string Message) : SyncDecision;
}
