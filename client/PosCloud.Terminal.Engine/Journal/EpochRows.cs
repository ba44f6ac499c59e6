using Microsoft.Data.Sqlite;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Terminal.Engine.Files;

namespace PosCloud.Terminal.Engine.Journal;

/// <summary>One epoch of this journal and how far the hub has acknowledged it.</summary>
internal sealed record JournalLine(JournalEpoch Epoch, int Ordinal, JournalSequence Last, JournalSequence Acknowledged, Sha256Digest LastChain)
{
    public long Pending => Last.Value - Acknowledged.Value;
}

/// <summary>Rows of <c>journal_epoch</c>.</summary>
internal static class EpochRows
{
    public static bool Exists(JournalSession session, JournalEpoch epoch) =>
        session.Sql.Scalar("SELECT 1 FROM journal_epoch WHERE epoch = $epoch", ("$epoch", epoch.Value)) is not null;

    public static void Open(JournalSession session, JournalEpoch epoch)
    {
        session.Set(JournalMeta.Epoch, epoch.Value);
        session.Sql.Run(
            """
            INSERT INTO journal_epoch(epoch, ordinal, last_sequence, last_chain, last_receipt, acknowledged)
            VALUES ($epoch, (SELECT COALESCE(MAX(ordinal), 0) + 1 FROM journal_epoch), 0, $none, 0, 0) ON CONFLICT(epoch) DO NOTHING
            """,
            ("$epoch", epoch.Value), ("$none", Sha256Digest.None.ToArray()));
    }

    /// <summary>All epochs, oldest first.</summary>
    public static List<JournalLine> All(SqliteConnection connection) => connection.List(
        "SELECT epoch, ordinal, last_sequence, acknowledged, last_chain FROM journal_epoch ORDER BY ordinal",
        row => new JournalLine(
            JournalEpoch.Parse(row.GetString(0)), row.GetInt32(1), new JournalSequence(row.GetInt64(2)), new JournalSequence(row.GetInt64(3)),
            Sha256Digest.FromBytes(row.GetFieldValue<byte[]>(4))));
}
