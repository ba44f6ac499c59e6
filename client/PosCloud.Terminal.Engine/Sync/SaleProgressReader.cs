using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Terminal.Engine.Files;
using PosCloud.Terminal.Engine.Journal;
using PosCloud.Terminal.Engine.Replica;

namespace PosCloud.Terminal.Engine.Sync;

/// <summary>How far each of the newest sales got: on this terminal, at the hub, applied.</summary>
internal static class SaleProgressReader
{
    public static List<SaleProgress> Newest(TerminalJournal journal, ReplicaStore replica, int limit)
    {
        if (journal.Identity is not { } identity) return [];
        var applied = replica.Read(connection => AppliedRows.Read(connection, identity.Store, identity.Terminal), []);
        return journal.Read(connection => connection.List(
            """
            SELECT o.receipt_number, o.occurred_at, o.total, o.currency, f.epoch, f.sequence, e.acknowledged,
              EXISTS(SELECT 1 FROM quarantined q WHERE q.epoch = f.epoch AND q.sequence = f.sequence)
            FROM local_order o JOIN fact f ON f.position = o.position JOIN journal_epoch e ON e.epoch = f.epoch
            ORDER BY o.position DESC LIMIT $limit
            """,
            row =>
            {
                var (epoch, sequence) = (row.GetString(4), row.GetInt64(5));
                var atHub = row.GetInt64(6) >= sequence;
                return new SaleProgress(
                    ReceiptNumber.Parse(row.GetString(0)), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)),
                    new Money(row.GetInt64(2), Currency.Parse(row.GetString(3))), atHub,
                    atHub && applied.Exists(a => a.Epoch.Value == epoch && a.Through.Value >= sequence && !a.Quarantined.Contains(sequence)),
                    row.GetInt64(7) != 0);
            },
            ("$limit", limit)));
    }
}
