using Microsoft.Data.Sqlite;
using PosCloud.Domain.Identity;
using PosCloud.Terminal.Engine.Files;
using PosCloud.Terminal.Engine.Journal;
using PosCloud.Terminal.Engine.Replica;

namespace PosCloud.Terminal.Engine.Sync;

/// <summary>
/// Decides whether a replica may be let in: only when it's certain which of this terminal's own facts its stock includes.
/// Otherwise they could be counted twice or not at all; then facts are uploaded first and the state is pulled again.
/// </summary>
internal static class ReplicaGate
{
    /// <param name="replica">The open transaction that would be committed.</param>
    /// <returns>Null when it may serve, else why not.</returns>
    public static ReplicaRefusal? Problem(SqliteConnection replica, TerminalJournal journal)
    {
        if (journal.Identity is not { } identity) return new ReplicaRefusal("The terminal has no identity.");
        var rows = AppliedRows.Read(replica, identity.Store, identity.Terminal);
        return journal.Read(connection =>
        {
            var open = journal.State.Epoch;
            foreach (var line in EpochRows.All(connection))
            {
                if (line.Epoch != open && line.Pending > 0) return new ReplicaRefusal($"Facts of the closed epoch {line.Epoch} aren't acknowledged yet.");
            }

            var own = rows.Where(row => row.Epoch == open && IsOwn(connection, open, row.Branch)).MaxBy(row => row.Through.Value);
            // What stood at a row behind which this journal begins is deleted; nothing before the beginning is counted here.
            if (own is not null && own.Through > JournalSequence.None && own.Through.Value >= JournalFloor.Of(connection, open).Sequence.Value
                && FactRows.ChainAt(connection, open, own.Through) is var chain && !string.Equals(chain?.ToString(), own.ChainHash, StringComparison.OrdinalIgnoreCase))
            {
                return new ReplicaRefusal($"The hub has applied fact {own.Through} of epoch {open} with another hash than this journal's.");
            }

            foreach (var (epoch, branch) in connection.List(
                         "SELECT epoch, branch FROM told_branch WHERE store = $store", row => (row.GetString(0), row.GetString(1)), ("$store", identity.Store.Value)))
            {
                if (!rows.Exists(row => row.Epoch.Value == epoch && row.Branch == branch))
                    return new ReplicaRefusal($"The state lacks the row of branch '{branch}' of epoch {epoch}.", JournalEpoch.Parse(epoch));
            }

            return null;
        });
    }

    private static bool IsOwn(SqliteConnection connection, JournalEpoch epoch, string branch) => branch.Length == 0
        || (Domain.Facts.Sha256Digest.TryParse(branch, out var hash)
            && connection.Scalar("SELECT 1 FROM fact WHERE epoch = $epoch AND chain_hash = $hash", ("$epoch", epoch.Value), ("$hash", hash.ToArray())) is not null);
}

/// <param name="Misnamed">An epoch of which the hub named a branch that its state doesn't know.</param>
internal sealed record ReplicaRefusal(string Why, JournalEpoch? Misnamed = null);
