using PosCloud.Domain.Identity;
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

    /// <param name="FileDue">Store for which a ready-made replica should be made now; null normally.</param>
    public sealed record Answered(SyncAnswer Answer, IntakeOutcome.Taken Taken, StoreId? FileDue = null) : SyncDecision;

    public sealed record Refused(SyncErrorCode Code, string Message) : SyncDecision;
}
