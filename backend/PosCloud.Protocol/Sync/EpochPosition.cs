using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;

namespace PosCloud.Protocol.Sync;

/// <summary>How far one journal epoch got, proved by the chain hash there.</summary>
public sealed record EpochPosition(JournalEpoch Epoch, JournalSequence Sequence, Sha256Digest ChainHash);
