using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Terminal.Engine.Files;

namespace PosCloud.Terminal.Engine.Journal;

/// <summary>
/// How far a replica includes one branch of this terminal's journal, as its <c>terminal_applied</c> row says.
/// </summary>
/// <param name="Branch">Chain hash of the branch's first fact in hexadecimal; empty for the first line.</param>
internal sealed record AppliedRow(JournalEpoch Epoch, string Branch, JournalSequence Through, string ChainHash, IReadOnlySet<long> Quarantined);

/// <summary>
/// What this terminal's own movements add to a replica's on hand. The caller reads on hand and the applied rows from one
/// state of the replica and only then asks here: facts that were written in between are above every <c>through</c>, so
/// each own movement is counted exactly once, whatever is synced meanwhile.
/// </summary>
internal sealed class OwnMovements(TerminalJournal journal)
{
    private readonly ConcurrentDictionary<(JournalEpoch Epoch, string Branch), (long? Start, long LookedThrough)> _branchStarts = new();

    /// <summary>Available per sku: the given on hand with the movements it doesn't include yet.</summary>
    public Dictionary<Sku, Quantity> Available(StoreId store, IReadOnlyList<AppliedRow> applied, IReadOnlyDictionary<Sku, Quantity> onHand) =>
        journal.Read(connection =>
        {
            var pending = PendingPositions(connection, applied);
            if (pending.Ranges.Count == 0) return new Dictionary<Sku, Quantity>(onHand);
            var available = new Dictionary<Sku, Quantity>(onHand.Count);
            foreach (var (sku, quantity) in onHand) available[sku] = Available(connection, store, sku, quantity, pending);
            return available;
        });

    /// <summary>Last fact of an epoch up to which on hand includes all of this device's; another device's branch doesn't count.</summary>
    public JournalSequence AppliedThrough(JournalEpoch epoch, IReadOnlyList<AppliedRow> applied) => journal.Read(connection =>
    {
        var through = 0L;
        if (EpochRows.All(connection).Find(l => l.Epoch == epoch) is not { } line || line.Last == JournalSequence.None) return JournalSequence.None;
        foreach (var (_, to, row) in Branches(connection, line, applied))
        {
            through = Math.Max(through, Math.Min(to, row?.Through.Value ?? 0));
            if (through < to) break;
        }

        return new JournalSequence(through);
    });

    private static Quantity Available(SqliteConnection connection, StoreId store, Sku sku, Quantity onHand, Pending pending)
    {
        // A count is absolute. The newest one decides: included in on hand, it makes earlier movements irrelevant;
        // not included, it replaces on hand, and all own movements after it come on top.
        var (includedCount, pendingCount, counted) = (0L, 0L, Quantity.Zero);
        foreach (var (position, quantity) in connection.List(
                     "SELECT position, quantity FROM local_movement WHERE store = $store AND sku = $sku AND kind = 5 ORDER BY position",
                     row => (row.GetInt64(0), row.GetInt64(1)), ("$store", store.Value), ("$sku", sku.Value)))
        {
            if (pending.Contains(position)) (pendingCount, counted) = (position, new Quantity(quantity));
            else (includedCount, pendingCount) = (position, 0);
        }

        if (pendingCount > 0) return counted + Sum(connection, store, sku, pendingCount + 1, long.MaxValue);
        var sum = onHand;
        foreach (var (from, to) in pending.Ranges)
        {
            if (to > includedCount) sum += Sum(connection, store, sku, Math.Max(from, includedCount + 1), to);
        }

        return sum;
    }

    private static Quantity Sum(SqliteConnection connection, StoreId store, Sku sku, long from, long to) => new(connection.Number(
        """
        SELECT COALESCE(SUM(quantity), 0) FROM local_movement
        WHERE store = $store AND sku = $sku AND position BETWEEN $from AND $to AND kind <> 5
        """,
        ("$store", store.Value), ("$sku", sku.Value), ("$from", from), ("$to", to)));

    private Pending PendingPositions(SqliteConnection connection, IReadOnlyList<AppliedRow> applied)
    {
        var ranges = new List<(long From, long To)>();
        foreach (var line in EpochRows.All(connection))
        {
            if (line.Last == JournalSequence.None) continue;
            // An epoch's facts stand one after the other: it ends where the next begins. One of which all is deleted was applied.
            if (connection.Scalar("SELECT position - sequence FROM fact WHERE epoch = $epoch ORDER BY sequence LIMIT 1", ("$epoch", line.Epoch.Value)) is not long offset) continue;
            foreach (var (from, to, row) in Branches(connection, line, applied))
            {
                if (row is not null)
                {
                    foreach (var sequence in row.Quarantined.Where(q => q >= from && q <= to && q <= row.Through.Value).Order()) ranges.Add((offset + sequence, offset + sequence));
                }

                var first = Math.Max(from, (row?.Through.Value ?? 0) + 1);
                if (first <= to) ranges.Add((offset + first, offset + to));
            }
        }

        return new Pending(ranges);
    }

    /// <summary>The epoch's facts cut where a branch of the hub begins with one of them.</summary>
    private IEnumerable<(long From, long To, AppliedRow? Row)> Branches(SqliteConnection connection, JournalLine line, IReadOnlyList<AppliedRow> applied)
    {
        var rows = applied.Where(row => row.Epoch == line.Epoch).ToList();
        var starts = new List<(long Start, AppliedRow? Row)> { (1, rows.FirstOrDefault(row => row.Branch.Length == 0)) };
        foreach (var row in rows.Where(row => row.Branch.Length > 0))
        {
            if (StartOf(connection, line, row.Branch) is { } start) starts.Add((start, row));
        }

        starts.Sort((a, b) => a.Start.CompareTo(b.Start));
        for (var i = 0; i < starts.Count; i++)
        {
            var to = i + 1 < starts.Count ? starts[i + 1].Start - 1 : line.Last.Value;
            if (starts[i].Start <= to) yield return (starts[i].Start, to, starts[i].Row);
        }
    }

    /// <summary>Sequence of the own fact that names the branch; null when another device's fact does.</summary>
    private long? StartOf(SqliteConnection connection, JournalLine line, string branch)
    {
        var key = (line.Epoch, branch);
        var known = _branchStarts.GetValueOrDefault(key);
        if (known.Start is not null || known.LookedThrough >= line.Last.Value) return known.Start;
        if (!Sha256Digest.TryParse(branch, out var hash)) return null;
        var found = connection.Scalar(
            "SELECT sequence FROM fact WHERE epoch = $epoch AND sequence > $after AND chain_hash = $hash",
            ("$epoch", line.Epoch.Value), ("$after", known.LookedThrough), ("$hash", hash.ToArray())) as long?;
        _branchStarts[key] = (found, line.Last.Value);
        return found;
    }

    /// <summary>Journal positions that on hand doesn't include.</summary>
    private sealed record Pending(List<(long From, long To)> Ranges)
    {
        public bool Contains(long position) => Ranges.Exists(range => position >= range.From && position <= range.To);
    }
}
