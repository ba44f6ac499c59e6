using Microsoft.Data.Sqlite;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Terminal.Engine.Files;

namespace PosCloud.Terminal.Engine.Journal;

/// <summary>One epoch of this journal and how far the hub has acknowledged it.</summary>
/// <param name="Floor">Where it begins on this device.</param>
internal sealed record JournalLine(
    JournalEpoch Epoch, int Ordinal, JournalSequence Last, JournalSequence Acknowledged, Sha256Digest LastChain, JournalFloor Floor)
{
    /// <summary>Facts behind this one are still to be sent; those that are deleted can't be.</summary>
    public JournalSequence SentThrough => Acknowledged.Value > Floor.Sequence.Value ? Acknowledged : Floor.Sequence;

    public long Pending => Last.Value - SentThrough.Value;
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

    /// <summary>Position of the newest deleted fact; 0 while the journal is whole.</summary>
    public static long FloorPosition(SqliteConnection connection) => All(connection).Select(line => line.Floor.Position).DefaultIfEmpty(0).Max();

    /// <summary>All epochs, oldest first.</summary>
    public static List<JournalLine> All(SqliteConnection connection) => connection.List(
        $"""
        SELECT e.epoch, e.ordinal, e.last_sequence, e.acknowledged, e.last_chain, m.value
        FROM journal_epoch e LEFT JOIN meta m ON m.key = '{JournalMeta.Floor}' || e.epoch ORDER BY e.ordinal
        """,
        row => new JournalLine(
            JournalEpoch.Parse(row.GetString(0)), row.GetInt32(1), new JournalSequence(row.GetInt64(2)), new JournalSequence(row.GetInt64(3)),
            Sha256Digest.FromBytes(row.GetFieldValue<byte[]>(4)), JournalFloor.Parse(row.TextOrNull(5))));
}
