using Microsoft.Data.Sqlite;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Terminal.Engine.Files;

namespace PosCloud.Terminal.Engine.Journal;

/// <summary>
/// Computes everything again from the facts' own bytes: hashes, dense numbers, the chain, receipt numbers, totals, and
/// the read models, which are rebuilt in memory and compared. What was deleted isn't there to be computed; the rest must
/// go on from where it ended.
/// </summary>
internal static class JournalVerifier
{
    private const int Page = 500;

    public static VerifyReport Verify(TerminalJournal journal)
    {
        try
        {
            return Compute(journal);
        }
        catch (Exception damaged) when (damaged is FormatException or ArgumentException or InvalidCastException or OverflowException)
        {
            // Bytes that SQLite takes for a row and that are none of ours.
            return new VerifyReport(false, 0, Sha256Digest.None.ToString(), ["A row of the journal can't be read: " + damaged.Message]);
        }
    }

    private static VerifyReport Compute(TerminalJournal journal)
    {
        var violations = new List<string>();
        if (journal.Read(connection => connection.Scalar("PRAGMA integrity_check(1)") as string) is not "ok" and var damage) violations.Add("journal.db: " + damage);
        if (journal.Identity is not { } identity) return new VerifyReport(violations.Count == 0, 0, Sha256Digest.None.ToString(), violations);
        using var rebuilt = new SqliteConnection("Data Source=:memory:;Pooling=False");
        rebuilt.Open();
        journal.CreateForRebuild(rebuilt);
        using var models = new JournalTransaction(rebuilt);
        return journal.Read(connection =>
        {
            var lines = new Dictionary<JournalEpoch, (JournalSequence Last, Sha256Digest Chain, long Receipts)>();
            var (facts, last) = (0L, Sha256Digest.None);
            foreach (var line in EpochRows.All(connection).Where(line => !line.Floor.IsNone))
                lines[line.Epoch] = (line.Floor.Sequence, line.Floor.Chain, line.Floor.Receipts);
            var begins = EpochRows.FloorPosition(connection);
            models.Run<object?>(_ =>
            {
                for (var at = begins; ;)
                {
                    var page = FactRows.AfterPosition(connection, identity.Terminal, at, Page);
                    foreach (var (position, entry) in page)
                    {
                        if (position != at + 1) violations.Add($"Position {at + 1} is missing.");
                        (at, facts, last) = (position, facts + 1, entry.ChainHash);
                        lines[entry.Epoch] = Check(entry, lines.GetValueOrDefault(entry.Epoch), violations);
                        Rebuild(models, position, entry, violations);
                    }

                    if (page.Count < Page) return null;
                }
            });
            CheckHeads(connection, lines, violations);
            CompareReadModels(connection, rebuilt, violations);
            return new VerifyReport(violations.Count == 0, facts, last.ToString(), violations);
        });
    }

    private static (JournalSequence Last, Sha256Digest Chain, long Receipts) Check(
        JournalEntry entry, (JournalSequence Last, Sha256Digest Chain, long Receipts) line, List<string> violations)
    {
        var name = $"Fact {entry.Epoch}/{entry.Sequence}";
        if (entry.Sequence != line.Last.Next()) violations.Add($"{name} does not follow {line.Last}.");
        if (entry.Previous != line.Chain) violations.Add($"{name} does not continue the chain.");
        var again = JournalEntry.Append(entry.Terminal, entry.Epoch, entry.Sequence, entry.Previous, entry.Fact);
        if (again.ContentHash != entry.ContentHash) violations.Add($"{name} has other content than its hash says.");
        if (again.ChainHash != entry.ChainHash) violations.Add($"{name} has a wrong chain hash.");
        var receipts = line.Receipts;
        if (FactCodec.Read(entry.Fact) is FactReading.Understood { Body: OrderCompleted order })
        {
            receipts++;
            if (order.ReceiptNumber != new ReceiptNumber(entry.Terminal, entry.Epoch, receipts)) violations.Add($"{name} has receipt number {order.ReceiptNumber}, not {receipts}.");
            if (order.Recalculate().Total != order.Total) violations.Add($"{name} has a total that its lines don't give.");
        }

        return (entry.Sequence, entry.ChainHash, receipts);
    }

    private static void Rebuild(JournalTransaction models, long position, JournalEntry entry, List<string> violations)
    {
        if (FactCodec.Read(entry.Fact) is FactReading.Understood understood) ReadModels.Apply(models, position, entry.Fact, understood.Body);
        else violations.Add($"Fact {entry.Epoch}/{entry.Sequence} can't be read.");
    }

    private static void CheckHeads(
        SqliteConnection connection, Dictionary<JournalEpoch, (JournalSequence Last, Sha256Digest Chain, long Receipts)> lines, List<string> violations)
    {
        foreach (var (epoch, sequence, chain, receipt) in connection.List(
                     "SELECT epoch, last_sequence, last_chain, last_receipt FROM journal_epoch",
                     row => (JournalEpoch.Parse(row.GetString(0)), row.GetInt64(1), Sha256Digest.FromBytes(row.GetFieldValue<byte[]>(2)), row.GetInt64(3))))
        {
            var line = lines.GetValueOrDefault(epoch);
            if ((line.Last.Value, line.Chain, line.Receipts) != (sequence, chain, receipt)) violations.Add($"Epoch {epoch} says it ends at {sequence}, its facts at {line.Last}.");
        }
    }

    private static void CompareReadModels(SqliteConnection connection, SqliteConnection rebuilt, List<string> violations)
    {
        foreach (var table in JournalSchema.ReadModelTables)
        {
            var (is_, must) = (Rows(connection, table), Rows(rebuilt, table));
            if (!is_.SequenceEqual(must, StringComparer.Ordinal)) violations.Add($"Table {table} differs from the facts ({is_.Count} rows, {must.Count} by the facts).");
        }
    }

    private static List<string> Rows(SqliteConnection connection, string table)
    {
        var rows = connection.List($"SELECT * FROM {table}", row =>
        {
            var values = new object[row.FieldCount];
            row.GetValues(values);
            return string.Join('\u001f', values.Select(value => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)));
        });
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }
}
