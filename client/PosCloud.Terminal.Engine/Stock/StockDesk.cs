using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Terminal.Engine.Journal;

namespace PosCloud.Terminal.Engine.Stock;

/// <summary>Goods that move without a sale: each is a fact, valid at once on this terminal and at the hub after the next sync.</summary>
public sealed class StockDesk
{
    private readonly TerminalJournal _journal;

    internal StockDesk(TerminalJournal journal) => _journal = journal;

    /// <summary>Records what somebody counted; absolute.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The quantity is beyond what a fact can hold.</exception>
    /// <exception cref="NotEnrolledException">The terminal has no identity yet.</exception>
    public void Count(Sku sku, Quantity counted, string? by = null) => _journal.Write(session =>
        session.Append(Checked(new StockCounted { Context = session.Context(), Sku = sku, Counted = counted, By = by })));

    public void Receive(Sku sku, Quantity quantity, string? reference = null) => _journal.Write(session =>
        session.Append(Checked(new StockReceived { Context = session.Context(), Sku = sku, Quantity = quantity, Reference = reference })));

    public void Adjust(Sku sku, Quantity change, string reason) => _journal.Write(session =>
        session.Append(Checked(new StockAdjusted { Context = session.Context(), Sku = sku, Change = change, Reason = reason })));

    private static FactBody Checked(FactBody body) => FactRules.Problem(body) is { } problem
        ? throw new ArgumentOutOfRangeException(nameof(body), problem)
        : body;
}
