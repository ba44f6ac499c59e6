using System.Text.Json.Serialization;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;

namespace PosCloud.Domain.Facts;

/// <summary>The cash drawer was opened for a day or a part of it; gives its orders their business date.</summary>
public sealed record ShiftOpened : FactBody
{
    public required ShiftId Shift { get; init; }

    /// <summary>1, 2, 3 … per terminal, for people.</summary>
    public required int Number { get; init; }

    public required DateOnly BusinessDate { get; init; }

    public string? Cashier { get; init; }

    public required Currency Currency { get; init; }

    public required long FloatMinorUnits { get; init; }
}

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

/// <param name="AmountMinorUnits">Sum of the shift's payments by this tender.</param>
public sealed record TenderSum(Tender Tender, int Payments, long AmountMinorUnits);

/// <summary>Cash moved without a sale.</summary>
public sealed record CashMoved : FactBody
{
    public required ShiftId Shift { get; init; }

    public required CashMovementKind Kind { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>Never negative; the kind says the direction. 0 for opening the drawer.</summary>
    public required long AmountMinorUnits { get; init; }

    public string? Reason { get; init; }

    public string? Cashier { get; init; }
}

/// <summary>Why cash moved.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CashMovementKind>))]
public enum CashMovementKind
{
    [JsonStringEnumMemberName("pay-in")]
    PayIn,

    [JsonStringEnumMemberName("pay-out")]
    PayOut,

    /// <summary>Taken to the safe.</summary>
    [JsonStringEnumMemberName("drop")]
    Drop,

    /// <summary>The drawer was opened without a sale.</summary>
    [JsonStringEnumMemberName("no-sale")]
    NoSale,
}
