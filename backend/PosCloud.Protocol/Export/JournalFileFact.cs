using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Protocol.Sync;

namespace PosCloud.Protocol.Export;

/// <summary>A fact of an exported journal with its place.</summary>
public sealed record JournalFileFact(JournalEpoch Epoch, JournalSequence Sequence, Sha256Digest Previous, FactFrame Frame);
