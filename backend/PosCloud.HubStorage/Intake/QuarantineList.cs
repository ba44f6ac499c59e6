using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Writing;
using PosCloud.Protocol.Sync;

namespace PosCloud.HubStorage.Intake;

/// <summary>What of an upload is in quarantine, told to the terminal with every repeat alike.</summary>
internal static class QuarantineList
{
    public static Task<List<QuarantinedFact>> ReadAsync(
        HubTransaction transaction, IntakeRequest request, string branch, JournalSequence first, JournalSequence last) => transaction.QueryAsync(
        """
        SELECT q.sequence, f.fact_id, q.code, q.reason FROM quarantine q
        JOIN fact f ON f.terminal = q.terminal AND f.epoch = q.epoch AND f.branch = q.branch AND f.sequence = q.sequence
        WHERE q.terminal = @p0 AND q.epoch = @p1 AND q.branch = @p2 AND q.sequence BETWEEN @p3 AND @p4 AND q.replayed_at IS NULL ORDER BY q.sequence
        """,
        row => new QuarantinedFact(
            request.Epoch,
            new JournalSequence(row.GetInt64(0)),
            row.IsDBNull(1) ? null : new FactId(Guid.Parse(row.GetString(1))),
            QuarantineText.Parse(row.GetString(2)),
            row.GetString(3)),
        request.Terminal.Value, request.Epoch.Value, branch, first.Value, last.Value);
}
