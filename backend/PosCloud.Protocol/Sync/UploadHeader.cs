using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;

namespace PosCloud.Protocol.Sync;

/// <param name="First">Sequence of the first fact; the others follow without gaps.</param>
/// <param name="Previous">Chain hash before the first.</param>
public sealed record UploadHeader(JournalEpoch Epoch, JournalSequence First, Sha256Digest Previous, int Count);
