using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;

namespace PosCloud.HubStorage.Intake;

/// <summary>One line of a journal epoch and where it ends on the hub.</summary>
internal sealed class JournalBranch(string name, JournalSequence start, Sha256Digest startPrevious, JournalSequence next, Sha256Digest chainHash)
{
    public string Name { get; } = name;

    public JournalSequence Start { get; } = start;

    public Sha256Digest StartPrevious { get; } = startPrevious;

    public JournalSequence Next { get; private set; } = next;

    public Sha256Digest ChainHash { get; private set; } = chainHash;

    public bool Grew { get; private set; }

    public void MoveTo(JournalSequence sequence, Sha256Digest chain)
    {
        Next = sequence.Next();
        ChainHash = chain;
        Grew = true;
    }
}

/// <param name="Code">Why it's in quarantine; null when it isn't.</param>
internal readonly record struct KnownFact(string Branch, string? Code);
