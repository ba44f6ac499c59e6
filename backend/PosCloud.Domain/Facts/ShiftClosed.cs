using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;

namespace PosCloud.Domain.Facts;

/// <summary>The shift was counted and closed: the Z report.</summary>
public sealed record ShiftClosed : FactBody
{
    public required ShiftId Shift { get; init; }

    public required int Number { get; init; }

    public required DateOnly BusinessDate { get; init; }

    public string? Cashier { get; init; }

    public required Currency Currency { get; init; }

    public required int Orders { get; init; }

    /// <summary>Null when the shift had no order.</summary>
    public ReceiptNumber? FirstReceipt { get; init; }

    public ReceiptNumber? LastReceipt { get; init; }

    /// <summary>Sum of the orders' totals, returns subtracted.</summary>
    public required long TotalMinorUnits { get; init; }

    public required IReadOnlyList<TenderSum> Tenders { get; init; }

    public required long FloatMinorUnits { get; init; }

    /// <summary>Float + cash payments + pay-ins − pay-outs − drops.</summary>
    public required long ExpectedCashMinorUnits { get; init; }

    /// <summary>What was counted; null when closed without a count.</summary>
    public long? CountedCashMinorUnits { get; init; }
}
