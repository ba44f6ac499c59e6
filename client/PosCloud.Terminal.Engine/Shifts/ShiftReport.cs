using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;

namespace PosCloud.Terminal.Engine.Shifts;

/// <summary>Sums of one shift: the X while it's open, the Z once it's closed.</summary>
/// <param name="Total">Sum of the orders' totals, returns subtracted.</param>
/// <param name="ExpectedCash">Float + cash payments + pay-ins − pay-outs − drops.</param>
/// <param name="CountedCash">Null while open, or when closed without a count.</param>
public sealed record ShiftReport(
    ShiftId Shift,
    int Number,
    DateOnly BusinessDate,
    DateTimeOffset OpenedAt,
    DateTimeOffset? ClosedAt,
    string? Cashier,
    int Orders,
    ReceiptNumber? FirstReceipt,
    ReceiptNumber? LastReceipt,
    Money Total,
    IReadOnlyList<TenderSum> Tenders,
    IReadOnlyList<CashEntry> Cash,
    Money Float,
    Money ExpectedCash,
    Money? CountedCash)
{
    public bool IsOpen => ClosedAt is null;

    /// <summary>Counted minus expected; null without a count.</summary>
    public Money? Difference => CountedCash - ExpectedCash;
}
