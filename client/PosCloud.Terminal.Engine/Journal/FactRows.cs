using Microsoft.Data.Sqlite;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Protocol.Errors;
using PosCloud.Terminal.Engine.Files;

namespace PosCloud.Terminal.Engine.Journal;

/// <summary>Rows of the <c>fact</c> table: written once, never changed; <see cref="JournalCompaction"/> deletes the oldest.</summary>
internal static class FactRows
{
    private const string Columns =
        "epoch, sequence, id, type, version, occurred_at, store, payload, previous, content_hash, chain_hash, position";

    public static void Insert(JournalTransaction transaction, long position, JournalEntry entry, long? orderTotal) => transaction.Run(
        """
        INSERT INTO fact(position, epoch, sequence, id, type, version, occurred_at, store, payload, previous, content_hash, chain_hash, order_total)
        VALUES ($position, $epoch, $sequence, $id, $type, $version, $at, $store, $payload, $previous, $content, $chain, $total)
        """,
        ("$position", position), ("$epoch", entry.Epoch.Value), ("$sequence", entry.Sequence.Value),
        ("$id", entry.Fact.Id.Value.ToByteArray(bigEndian: true)), ("$type", entry.Fact.Type), ("$version", entry.Fact.Version),
        ("$at", entry.Fact.OccurredAt.ToUnixTimeMilliseconds()), ("$store", entry.Fact.Store.Value), ("$payload", entry.Fact.Payload.ToArray()),
        ("$previous", entry.Previous.ToArray()), ("$content", entry.ContentHash.ToArray()), ("$chain", entry.ChainHash.ToArray()),
        ("$total", orderTotal));

    /// <summary>Facts of one epoch after a sequence, in order.</summary>
    public static List<JournalEntry> After(SqliteConnection connection, TerminalId terminal, JournalEpoch epoch, JournalSequence after, int limit) =>
        connection.List(
            $"SELECT {Columns} FROM fact WHERE epoch = $epoch AND sequence > $after ORDER BY sequence LIMIT $limit",
            row => Read(row, terminal), ("$epoch", epoch.Value), ("$after", after.Value), ("$limit", limit));

    /// <summary>Facts in the order they were written, after a position.</summary>
    public static List<(long Position, JournalEntry Entry)> AfterPosition(SqliteConnection connection, TerminalId terminal, long after, int limit) =>
        connection.List(
            $"SELECT {Columns} FROM fact WHERE position > $after ORDER BY position LIMIT $limit",
            row => (row.GetInt64(11), Read(row, terminal)), ("$after", after), ("$limit", limit));

    public static JournalEntry? At(SqliteConnection connection, TerminalId terminal, long position) => connection.List(
        $"SELECT {Columns} FROM fact WHERE position = $position", row => Read(row, terminal), ("$position", position)).FirstOrDefault();

    /// <summary>The newest orders that may name a voucher or points and aren't acknowledged, oldest first. Version 1 could name neither. What is acknowledged isn't read (CROSS JOIN keeps the order of the tables).</summary>
    public static List<JournalEntry> UnsentCredits(SqliteConnection connection, TerminalId terminal, int limit) => connection.List(
        $"""
        SELECT {Columns} FROM (
            SELECT f.* FROM journal_epoch e CROSS JOIN fact f
            WHERE f.epoch = e.epoch AND f.sequence > e.acknowledged AND f.type = 'OrderCompleted' AND f.version > 1 ORDER BY f.position DESC LIMIT $limit)
        ORDER BY position
        """,
        row => Read(row, terminal), ("$limit", limit));

    /// <summary>Facts that the hub keeps in quarantine for this reason, in the order they were written.</summary>
    public static List<JournalEntry> InQuarantine(SqliteConnection connection, TerminalId terminal, QuarantineCode code) => connection.List(
        $"SELECT {Columns} FROM fact WHERE (epoch, sequence) IN (SELECT epoch, sequence FROM quarantined WHERE code = $code) ORDER BY position",
        row => Read(row, terminal), ("$code", code.ToString()));

    /// <summary>The chain hash at a fact, also at the last deleted one; null where this journal has none.</summary>
    public static Sha256Digest? ChainAt(SqliteConnection connection, JournalEpoch epoch, JournalSequence sequence) =>
        sequence == JournalSequence.None
            ? Sha256Digest.None
            : connection.Scalar(
                "SELECT chain_hash FROM fact WHERE epoch = $epoch AND sequence = $sequence",
                ("$epoch", epoch.Value), ("$sequence", sequence.Value)) is byte[] bytes ? Sha256Digest.FromBytes(bytes)
            : JournalFloor.Of(connection, epoch) is var floor && floor.Sequence == sequence ? floor.Chain : null;

    private static JournalEntry Read(SqliteDataReader row, TerminalId terminal)
    {
        var fact = new Fact(
            new FactId(new Guid(row.GetFieldValue<byte[]>(2), bigEndian: true)), row.GetString(3), row.GetInt32(4),
            DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)), StoreId.Parse(row.GetString(6)), row.GetFieldValue<byte[]>(7));
        return new JournalEntry(
            terminal, JournalEpoch.Parse(row.GetString(0)), new JournalSequence(row.GetInt64(1)), fact,
            Sha256Digest.FromBytes(row.GetFieldValue<byte[]>(8)), Sha256Digest.FromBytes(row.GetFieldValue<byte[]>(9)),
            Sha256Digest.FromBytes(row.GetFieldValue<byte[]>(10)));
    }
}
