using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;

namespace PosCloud.Terminal.Engine.Register;

/// <summary>What became of completing a sale.</summary>
public abstract record CompletionOutcome
{
    private CompletionOutcome()
    {
    }

    /// <param name="WasCompletedBefore">True when an earlier tap had already completed it; the receipt is that one's.</param>
    public sealed record Completed(CompletedOrder Order, bool WasCompletedBefore) : CompletionOutcome;

    /// <param name="Left">Still to pay.</param>
    public sealed record NotPaid(Money Left) : CompletionOutcome;

    public sealed record Refused(CartRefusal Reason) : CompletionOutcome;
}

/// <summary>An order that is in the journal, on the disk.</summary>
public sealed record CompletedOrder(
    OrderCompleted Body, StoreId Store, JournalEpoch Epoch, JournalSequence Sequence, Sha256Digest ContentHash, Sha256Digest ChainHash, DateTimeOffset OccurredAt)
{
    public ReceiptNumber ReceiptNumber => Body.ReceiptNumber;

    public Money Total => Body.Total;

    public Money Change => new(Body.Payments.Sum(p => p.ChangeMinorUnits), Body.Rules.Currency);
}
