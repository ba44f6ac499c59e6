using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;

namespace PosCloud.Terminal.Engine.Register;

/// <summary>An order that is in the journal, on the disk.</summary>
public sealed record CompletedOrder(
    OrderCompleted Body, StoreId Store, JournalEpoch Epoch, JournalSequence Sequence, Sha256Digest ContentHash, Sha256Digest ChainHash, DateTimeOffset OccurredAt)
{
    public ReceiptNumber ReceiptNumber => Body.ReceiptNumber;

    public Money Total => Body.Total;

    public Money Change => new(Body.Payments.Sum(p => p.ChangeMinorUnits), Body.Rules.Currency);
}
