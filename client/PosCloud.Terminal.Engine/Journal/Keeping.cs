using Microsoft.Data.Sqlite;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Terminal.Engine.Files;

namespace PosCloud.Terminal.Engine.Journal;

/// <summary>
/// Why a fact stays. It may go when the hub has it and has applied it, a verified backup of the hub's present history has
/// had it for so many days by the hub's clock, it is that old by the device's clock too (either clock alone may be set to
/// anything), nothing of it is in quarantine, and neither the shift, nor the newest receipts, nor an open sale need it.
/// </summary>
internal sealed class Keeping(JournalSession session, JournalState state, DeletionPlan plan, JournalOptions options, DateTimeOffset now)
{
    private readonly Dictionary<JournalEpoch, long> _safe = [];
    private readonly long _before = Needed(session, options.ReceiptsKept);
    private readonly DateTimeOffset _deviceBefore = now.AddDays(-options.KeepDays);

    public bool Needs(long position, JournalEntry entry, FactBody body)
    {
        if (!_safe.TryGetValue(entry.Epoch, out var safe)) _safe[entry.Epoch] = safe = Math.Min(plan.Through[entry.Epoch], SafeThrough(entry.Epoch));
        return entry.Sequence.Value > safe || position >= _before || entry.Fact.OccurredAt > _deviceBefore
            || (body is ShiftOpened opened && IsOfUse(opened.Shift)) || (body is OrderCompleted order && IsInCart(order.Order));
    }

    /// <summary>
    /// The fact before the first one that names a branch of the hub: by such a fact this journal tells its own lines from
    /// those of another device that runs on a copy.
    /// </summary>
    public static long BeforeBranches(SqliteConnection connection, JournalEpoch epoch, IReadOnlyList<AppliedRow> applied)
    {
        var named = connection.List("SELECT branch FROM told_branch WHERE epoch = $epoch", row => row.GetString(0), ("$epoch", epoch.Value))
            .Concat(applied.Where(row => row.Epoch == epoch).Select(row => row.Branch)).Where(branch => branch.Length > 0).Distinct(StringComparer.Ordinal);
        var before = long.MaxValue;
        foreach (var branch in named)
        {
            var first = Sha256Digest.TryParse(branch, out var hash)
                ? connection.Scalar("SELECT sequence FROM fact WHERE epoch = $epoch AND chain_hash = $hash", ("$epoch", epoch.Value), ("$hash", hash.ToArray())) as long?
                : 1;
            if (first is { } sequence) before = Math.Min(before, sequence - 1);
        }

        return applied.Where(row => row.Epoch == epoch).SelectMany(row => row.Quarantined).Aggregate(before, (least, held) => Math.Min(least, held - 1));
    }

    /// <summary>Acknowledged, in the newest verified backup, told so long enough ago, and before all that is in quarantine.</summary>
    private long SafeThrough(JournalEpoch epoch)
    {
        var acknowledged = session.Sql.Number("SELECT acknowledged FROM journal_epoch WHERE epoch = $epoch", ("$epoch", epoch.Value));
        var durable = JournalKeeping.Durable(state, epoch).Value;
        var old = session.Sql.Number(
            "SELECT COALESCE(MAX(sequence), 0) FROM durable_mark WHERE epoch = $epoch AND hub_time <= $before",
            ("$epoch", epoch.Value), ("$before", plan.Before.ToUnixTimeMilliseconds()));
        // Marks before the one that counts say nothing any more.
        session.Sql.Run("DELETE FROM durable_mark WHERE epoch = $epoch AND sequence < $old", ("$epoch", epoch.Value), ("$old", old));
        var held = session.Sql.Scalar("SELECT MIN(sequence) FROM quarantined WHERE epoch = $epoch", ("$epoch", epoch.Value)) as long?;
        return Math.Min(Math.Min(acknowledged, durable), Math.Min(old, (held ?? long.MaxValue) - 1));
    }

    /// <summary>The journal never becomes empty, and the newest receipts can be looked up and returned here whatever their age.</summary>
    private static long Needed(JournalSession session, int receipts)
    {
        var newest = session.Sql.Number("SELECT MAX(position) FROM fact");
        if (receipts == 0) return newest;
        var oldest = session.Sql.Scalar("SELECT position FROM local_order ORDER BY position DESC LIMIT 1 OFFSET $skip", ("$skip", receipts - 1)) as long?
            ?? session.Sql.Scalar("SELECT MIN(position) FROM local_order") as long?;
        return Math.Min(newest, oldest ?? newest);
    }

    /// <summary>An open shift, and the newest: it gives the next one its number.</summary>
    private bool IsOfUse(ShiftId shift) => session.Sql.Scalar(
        "SELECT 1 FROM local_shift WHERE shift = $shift AND (closed_at IS NULL OR number = (SELECT MAX(number) FROM local_shift))",
        ("$shift", shift.ToString())) is not null;

    /// <summary>Something of that order is being returned.</summary>
    private bool IsInCart(OrderId order) => session.Sql.Scalar(
        "SELECT 1 FROM cart WHERE instr(content, $order) > 0 LIMIT 1", ("$order", order.ToString())) is not null;
}
