using System.Text.Json.Serialization;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Domain.Selling;

namespace PosCloud.Domain.Facts;

/// <summary>
/// A completed sale, return or exchange with its payments, exactly as it stood on the screen. All amounts are minor units
/// of <see cref="PricingRules.Currency"/>; returned lines and refunds are negative.
/// </summary>
public sealed record OrderCompleted : FactBody
{
    /// <summary>More lines than this don't fit one order.</summary>
    public const int MaxLines = 2_000;

    public required OrderId Order { get; init; }

    public required ReceiptNumber ReceiptNumber { get; init; }

    public required ShiftId Shift { get; init; }

    /// <summary>Local date at which the shift was opened.</summary>
    public required DateOnly BusinessDate { get; init; }

    public string? Cashier { get; init; }

    public required PricingRules Rules { get; init; }

    public required IReadOnlyList<OrderedLine> Lines { get; init; }

    public Discount? Discount { get; init; }

    public required IReadOnlyList<OrderTax> Taxes { get; init; }

    public required IReadOnlyList<OrderPayment> Payments { get; init; }

    /// <summary>What the customer owes before cash rounding.</summary>
    public required long TotalMinorUnits { get; init; }

    public required long TaxMinorUnits { get; init; }

    public required long DiscountMinorUnits { get; init; }

    /// <summary>Added to the total because it was paid in cash; often 0.</summary>
    public required long CashRoundingMinorUnits { get; init; }

    public CustomerId? Customer { get; init; }

    /// <summary>Since version 2; null when the order leaves its customer's points alone.</summary>
    public OrderPoints? Points { get; init; }

    [JsonIgnore]
    public Money Total => new(TotalMinorUnits, Rules.Currency);

    /// <summary>Sale, return, or exchange when it has lines of both signs.</summary>
    [JsonIgnore]
    public OrderKind Kind => Lines.All(l => l.Quantity >= Quantity.Zero) ? OrderKind.Sale
        : Lines.All(l => l.Quantity <= Quantity.Zero) ? OrderKind.Return
        : OrderKind.Exchange;

    /// <summary>Calculates the order again from its lines; a difference from what the fact says is flagged, never corrected.</summary>
    public OrderTotals Recalculate() => OrderCalculation.Calculate(
        [.. Lines.Select(l => new OrderLineInput(new Money(l.UnitPriceMinorUnits, Rules.Currency), l.Quantity, l.TaxRate, l.Discount))],
        Discount,
        Rules);
}
