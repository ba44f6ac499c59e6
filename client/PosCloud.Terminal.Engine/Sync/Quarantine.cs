using Microsoft.Data.Sqlite;
using PosCloud.Domain.Identity;
using PosCloud.Terminal.Engine.Files;
using PosCloud.Terminal.Engine.Journal;

namespace PosCloud.Terminal.Engine.Sync;

internal static class Quarantine
{
    public static int Count(SqliteConnection connection) => (int)connection.Number("SELECT COUNT(*) FROM quarantined");

    public static List<QuarantinedSale> All(SqliteConnection connection) => connection.List(
        """
        SELECT q.epoch, q.sequence, f.type, o.receipt_number, f.occurred_at, q.code, q.message
        FROM quarantined q JOIN fact f ON f.epoch = q.epoch AND f.sequence = q.sequence
        LEFT JOIN local_order o ON o.position = f.position ORDER BY f.position
        """,
        row => new QuarantinedSale(
            JournalEpoch.Parse(row.GetString(0)), new JournalSequence(row.GetInt64(1)), row.GetString(2),
            row.TextOrNull(3) is { } number ? ReceiptNumber.Parse(number) : null, DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)),
            row.GetString(5), row.GetString(6)));

    /// <summary>Forgets facts that a replica shows as applied: somebody fixed them. It speaks of its own store's facts only.</summary>
    public static void Settle(TerminalJournal journal, StoreId store, IReadOnlyList<AppliedRow> applied)
    {
        var held = journal.Read(connection => connection.List(
            "SELECT q.epoch, q.sequence FROM quarantined q JOIN fact f ON f.epoch = q.epoch AND f.sequence = q.sequence WHERE f.store = $store",
            row => (Epoch: JournalEpoch.Parse(row.GetString(0)), Sequence: row.GetInt64(1)), ("$store", store.Value)));
        if (held.Count == 0) return;
        var settled = journal.Read(connection => held.Where(fact => Row(connection, applied, fact.Epoch, fact.Sequence) is { } row
            && row.Through.Value >= fact.Sequence && !row.Quarantined.Contains(fact.Sequence)).ToList());
        if (settled.Count == 0) return;
        journal.Write(session =>
        {
            foreach (var (epoch, sequence) in settled)
            {
                session.Sql.Run("DELETE FROM quarantined WHERE epoch = $epoch AND sequence = $sequence", ("$epoch", epoch.Value), ("$sequence", sequence));
            }
        });
    }

    /// <summary>
    /// The row of the branch that holds this fact: the last one that begins at or before it with a fact of this journal. Rows
    /// of other devices' branches say nothing of it; the first line is another device's where a named branch begins with it.
    /// </summary>
    private static AppliedRow? Row(SqliteConnection connection, IReadOnlyList<AppliedRow> applied, JournalEpoch epoch, long sequence) => applied
        .Where(row => row.Epoch == epoch)
        .Select(row => (Row: row, Start: Start(connection, row)))
        .Where(begin => begin.Start <= sequence)
        .MaxBy(begin => (begin.Start, begin.Row.Branch.Length)).Row;

    private static long? Start(SqliteConnection connection, AppliedRow row) => row.Branch.Length == 0 ? 1
        : Domain.Facts.Sha256Digest.TryParse(row.Branch, out var hash)
            ? connection.Scalar("SELECT sequence FROM fact WHERE epoch = $epoch AND chain_hash = $hash", ("$epoch", row.Epoch.Value), ("$hash", hash.ToArray())) as long?
            : null;
}
