using PosCloud.Domain.Identity;
using PosCloud.Terminal.Engine.Journal;

namespace PosCloud.Terminal.Engine.Printing;

/// <summary>
/// Print jobs in the journal: stored before anything is sent to a printer, so that what is printed again after a crash
/// says COPY.
/// </summary>
internal static class PrintJobs
{
    public static Guid Add(JournalSession session, ReceiptNumber receipt, bool isCopy, TimeProvider clock)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        session.Sql.Run(
            "INSERT INTO print_job(id, receipt_number, is_copy, created_at) VALUES ($id, $receipt, $copy, $at)",
            ("$id", id.ToString()), ("$receipt", receipt.Value), ("$copy", isCopy ? 1 : 0), ("$at", clock.GetUtcNow().ToUnixTimeMilliseconds()));
        return id;
    }

    /// <summary>True the first time; afterwards the receipt is a copy.</summary>
    public static bool TakeOriginal(JournalSession session, ReceiptNumber receipt, TimeProvider clock) => session.Sql.Run(
        "UPDATE print_job SET printed_at = $at WHERE receipt_number = $receipt AND is_copy = 0 AND printed_at IS NULL",
        ("$at", clock.GetUtcNow().ToUnixTimeMilliseconds()), ("$receipt", receipt.Value)) > 0;
}
