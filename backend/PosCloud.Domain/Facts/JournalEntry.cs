using PosCloud.Domain.Identity;

namespace PosCloud.Domain.Facts;

/// <summary>A fact in its place in a terminal's journal, with both hashes.</summary>
/// <param name="Previous">Chain hash of the entry before; <see cref="Sha256Digest.None"/> for sequence 1.</param>
public sealed record JournalEntry(
    TerminalId Terminal,
    JournalEpoch Epoch,
    JournalSequence Sequence,
    Fact Fact,
    Sha256Digest Previous,
    Sha256Digest ContentHash,
    Sha256Digest ChainHash)
{
    /// <summary>Puts a fact behind the entry whose chain hash is <paramref name="previous"/>.</summary>
    public static JournalEntry Append(
        TerminalId terminal, JournalEpoch epoch, JournalSequence sequence, Sha256Digest previous, Fact fact)
    {
        var content = FactHash.ContentHash(fact);
        return new JournalEntry(
            terminal, epoch, sequence, fact, previous, content, FactHash.ChainHash(previous, terminal, epoch, sequence, content));
    }
}
