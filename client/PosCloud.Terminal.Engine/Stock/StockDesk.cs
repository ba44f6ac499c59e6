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
    /// <exception cref="DiskFullException">Nothing was recorded.</exception>
    public void Count(Sku sku, Quantity counted, string? by = null) =>
        Record(context => new StockCounted { Context = context, Sku = sku, Counted = counted, By = by });

    public void Receive(Sku sku, Quantity quantity, string? reference = null) =>
        Record(context => new StockReceived { Context = context, Sku = sku, Quantity = quantity, Reference = reference });

    public void Adjust(Sku sku, Quantity change, string reason) =>
        Record(context => new StockAdjusted { Context = context, Sku = sku, Change = change, Reason = reason });

    private void Record(Func<FactContext, FactBody> fact) => _journal.Write(session =>
    {
        _journal.NeedSpace();
        var body = fact(session.Context());
        if (FactRules.Problem(body) is { } problem) throw new ArgumentOutOfRangeException(nameof(fact), problem);
        session.Append(body);
    });
}
