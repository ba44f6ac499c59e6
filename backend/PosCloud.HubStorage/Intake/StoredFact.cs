using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Protocol.Errors;

namespace PosCloud.HubStorage.Intake;

/// <summary>A received fact with what the hub decided about it.</summary>
internal sealed class StoredFact(ReceivedFact received, FactPlace place, StoreId store)
{
    private const int MaxReasonLength = 1_000;

    public ReceivedFact Received { get; } = received;

    public FactPlace Place { get; } = place;

    /// <summary>Store whose streams and ledger it belongs to.</summary>
    public StoreId Store { get; } = store;

    public FactStatus Status { get; private set; } = FactStatus.Accepted;

    public QuarantineCode? Code { get; private set; }

    public string? Reason { get; private set; }

    /// <summary>Id of its ledger rows.</summary>
    public Guid? MovementId { get; set; } = received.Fact?.Id.Value;

    public required EstimatedTime Happened { get; init; }

    public OrderCompleted? Order => Status == FactStatus.Accepted ? Received.Body as OrderCompleted : null;

    public void Quarantine(QuarantineCode code, string reason)
    {
        Status = FactStatus.Quarantined;
        Code = code;
        Reason = ReasonOf(reason);
    }

    /// <summary>As it is kept: words of a reader's error quote what it couldn't read.</summary>
    public static string ReasonOf(string reason) => ForeignText.Of(reason, MaxReasonLength);

    public void MarkDuplicate()
    {
        Status = FactStatus.Duplicate;
        Code = null;
        Reason = null;
    }
}

/// <summary>What the hub does with a fact.</summary>
internal enum FactStatus
{
    Accepted,
    Quarantined,

    /// <summary>The same fact is here on another branch; this copy has no effects.</summary>
    Duplicate,
}
