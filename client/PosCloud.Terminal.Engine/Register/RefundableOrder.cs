using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;

namespace PosCloud.Terminal.Engine.Register;

/// <summary>A receipt with what of it can still be returned, as far as this terminal knows.</summary>
public sealed record RefundableOrder(
    OrderId Order, ReceiptNumber ReceiptNumber, DateTimeOffset OccurredAt, Money Total, IReadOnlyList<RefundableLine> Lines)
{
    public bool HasSomethingLeft => Lines.Any(l => l.Remaining > Quantity.Zero);
}
