using Microsoft.Data.Sqlite;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Terminal.Engine.Files;

namespace PosCloud.Terminal.Engine.Journal;

/// <summary>
/// A look at every start: does the newest fact stand where the journal says it ends, and is everything that the hub doesn't
/// have yet whole, with the hashes its bytes give? Going on behind a damaged end would fork the chain.
/// </summary>
internal static class JournalHead
{
    private const int Page = 500;

    /// <exception cref="JournalDamagedException">The end of the journal isn't what it says.</exception>
    public static void Check(TerminalJournal journal)
    {
        if (journal.Identity is not { } identity)
        {
            if (journal.Read(connection => connection.Number("SELECT COUNT(*) FROM journal_epoch")) > 0) throw new JournalDamagedException("it has sales and doesn't say whose.");
            return;
        }

        journal.Read<object?>(connection =>
        {
            var lines = EpochRows.All(connection);
            if (!lines.Exists(line => line.Epoch == journal.State.Epoch)) throw new JournalDamagedException($"epoch {journal.State.Epoch} is missing.");
            foreach (var line in lines) Check(connection, identity.Terminal, line);
            return null;
        });
    }

    private static void Check(SqliteConnection connection, TerminalId terminal, JournalLine line)
    {
        if (line.Last == JournalSequence.None) return;
        // At least the newest, at most everything the hub doesn't have: only what it lacks could be lost.
        var before = Math.Min(line.Acknowledged.Value, line.Last.Value - 1);
        if (line.Floor.Sequence.Value > line.Last.Value) throw new JournalDamagedException($"it begins behind its end, fact {line.Last}.");
        var (at, chain) = before > line.Floor.Sequence.Value || line.Floor.IsNone
            ? (new JournalSequence(before), (Sha256Digest?)null)
            : (line.Floor.Sequence, line.Floor.Chain);
        while (true)
        {
            var page = FactRows.After(connection, terminal, line.Epoch, at, Page);
            foreach (var entry in page)
            {
                if (entry.Sequence != at.Next()) throw new JournalDamagedException($"fact {at.Next()} is missing.");
                if (chain is { } previous && entry.Previous != previous) throw new JournalDamagedException($"fact {entry.Sequence} doesn't continue the chain.");
                var again = JournalEntry.Append(terminal, line.Epoch, entry.Sequence, entry.Previous, entry.Fact);
                if (again.ChainHash != entry.ChainHash || again.ContentHash != entry.ContentHash) throw new JournalDamagedException($"fact {entry.Sequence} isn't what its hash says.");
                (at, chain) = (entry.Sequence, entry.ChainHash);
            }

            if (page.Count < Page) break;
        }

        if (at != line.Last) throw new JournalDamagedException($"it doesn't end at fact {line.Last}.");
        if (chain != line.LastChain) throw new JournalDamagedException($"fact {line.Last} isn't the one the journal ends with.");
    }
}
