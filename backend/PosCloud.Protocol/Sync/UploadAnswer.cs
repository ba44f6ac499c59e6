using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;

namespace PosCloud.Protocol.Sync;

/// <summary>What became of the facts of one request.</summary>
/// <param name="Branch">Name of the branch that holds the acknowledged facts; empty for a journal's first line.</param>
/// <param name="AcceptedThrough">All facts up to here are durable on the hub.</param>
/// <param name="ChainHash">The hub's chain hash there; the terminal compares it with its own.</param>
/// <param name="Expected">With <see cref="UploadOutcome.Gap"/>: the sequence to send from.</param>
public sealed record UploadAnswer(
    UploadOutcome Outcome,
    JournalEpoch Epoch,
    string Branch,
    JournalSequence AcceptedThrough,
    Sha256Digest ChainHash,
    JournalSequence? Expected,
    IReadOnlyList<QuarantinedFact> Quarantined);
