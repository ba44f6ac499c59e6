using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;

namespace PosCloud.Protocol.Sync;

/// <summary>The end of one line of a journal on the hub.</summary>
/// <param name="Branch">Empty for a journal's first line.</param>
/// <param name="Last">All facts of the line up to here are durable on the hub.</param>
public sealed record BranchHead(JournalEpoch Epoch, string Branch, JournalSequence Last, Sha256Digest ChainHash);
