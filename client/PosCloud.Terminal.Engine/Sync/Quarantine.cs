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
        var settled = held.Where(fact => applied.Any(row => row.Epoch == fact.Epoch && row.Through.Value >= fact.Sequence)
            && !applied.Any(row => row.Epoch == fact.Epoch && row.Quarantined.Contains(fact.Sequence))).ToList();
        if (settled.Count == 0) return;
        journal.Write(session =>
        {
            foreach (var (epoch, sequence) in settled)
            {
                session.Sql.Run("DELETE FROM quarantined WHERE epoch = $epoch AND sequence = $sequence", ("$epoch", epoch.Value), ("$sequence", sequence));
            }
        });
    }
}
