using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Terminal.Engine.Files;
using PosCloud.Terminal.Engine.Journal;
using PosCloud.Terminal.Engine.Register;

namespace PosCloud.Terminal.Engine.Printing;

/// <summary>Receipts of this terminal: to show, to print once, and to print again as a copy.</summary>
public sealed class ReceiptDesk
{
    private readonly TerminalJournal _journal;
    private readonly SoldOrders _sold;
    private readonly TimeProvider _clock;

    internal ReceiptDesk(TerminalJournal journal, SoldOrders sold, TimeProvider clock) => (_journal, _sold, _clock) = (journal, sold, clock);

    /// <summary>The receipt for the screen; null when this terminal didn't issue it.</summary>
    public ReceiptDocument? Show(ReceiptNumber number) => Find(number) is { } order ? ReceiptDocument.Of(order, _journal.Profile, isCopy: false) : null;

    public CompletedOrder? Find(ReceiptNumber number) => _sold.OwnFact("receipt_number", number.Value);

    /// <summary>
    /// The receipt for a printer: the original exactly once, afterwards a copy, which is recorded as a fact. The job is
    /// in the journal before this answers.
    /// </summary>
    /// <exception cref="DiskFullException">It would be a copy, and what is left of the disk is for closing the shift.</exception>
    public ReceiptDocument? Print(ReceiptNumber number, string? cashier = null)
    {
        if (Find(number) is not { } order) return null;
        var isOriginal = _journal.Write(session =>
        {
            if (PrintJobs.TakeOriginal(session, number, _clock)) return true;
            _journal.NeedSpace();
            PrintJobs.Add(session, number, isCopy: true, _clock);
            session.Append(new ReceiptReprinted { Context = session.Context(), ReceiptNumber = number, Cashier = cashier });
            return false;
        });
        return ReceiptDocument.Of(order, _journal.Profile, !isOriginal);
    }

    /// <summary>Newest orders of this terminal first.</summary>
    public IReadOnlyList<OrderSummary> Recent(int limit = 50) => _journal.Read(connection => connection.List(
        """
        SELECT o.receipt_number, o.occurred_at, o.kind, o.total, o.currency, o.line_count, f.epoch, f.sequence
        FROM local_order o JOIN fact f ON f.position = o.position ORDER BY o.position DESC LIMIT $limit
        """,
        OrderSummary.Read, ("$limit", limit)));
}
