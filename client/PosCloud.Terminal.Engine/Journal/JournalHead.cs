using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;

namespace PosCloud.Terminal.Engine.Journal;

/// <summary>
/// A quick look at every start: does the newest fact stand where the journal says it ends, with the hashes its bytes
/// give? Going on behind a damaged end would fork the chain.
/// </summary>
internal static class JournalHead
{
    /// <exception cref="JournalDamagedException">The end of the journal isn't what it says.</exception>
    public static void Check(TerminalJournal journal)
    {
        if (journal.Identity is not { } identity) return;
        journal.Read<object?>(connection =>
        {
            var epoch = journal.State.Epoch;
            if (EpochRows.All(connection).Find(line => line.Epoch == epoch) is not { } line) throw new JournalDamagedException($"epoch {epoch} is missing.");
            if (line.Last == JournalSequence.None) return null;
            var newest = FactRows.After(connection, identity.Terminal, epoch, new JournalSequence(line.Last.Value - 1), 2);
            if (newest.Count != 1) throw new JournalDamagedException($"it doesn't end at fact {line.Last}.");
            var again = JournalEntry.Append(identity.Terminal, epoch, line.Last, newest[0].Previous, newest[0].Fact);
            if (again.ChainHash != newest[0].ChainHash || again.ChainHash != line.LastChain) throw new JournalDamagedException($"fact {line.Last} isn't what its hash says.");
            return null;
        });
    }
}
