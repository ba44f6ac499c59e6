using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;

namespace PosCloud.Terminal.Engine.Register;

/// <summary>A receipt with what of it can still be returned, as far as this terminal knows.</summary>
/// <param name="IsOwn">This terminal made it and knows all of it; of others the points aren't known here.</param>
/// <param name="Customer">Whose points it moved; null when it moved none, or that isn't known.</param>
/// <param name="Points">What it did to them.</param>
public sealed record RefundableOrder(
    OrderId Order, ReceiptNumber ReceiptNumber, DateTimeOffset OccurredAt, Money Total, IReadOnlyList<RefundableLine> Lines, bool IsOwn = false,
    CustomerId? Customer = null, ReturnedPoints? Points = null)
{
    public bool HasSomethingLeft => Lines.Any(l => l.Remaining > Quantity.Zero);
}
