using System.Text.Json.Serialization;
using PosCloud.Domain.Catalogue;
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

/// <summary>What an order is as a whole.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderKind>))]
public enum OrderKind
{
    [JsonStringEnumMemberName("sale")]
    Sale,

    [JsonStringEnumMemberName("return")]
    Return,

    [JsonStringEnumMemberName("exchange")]
    Exchange,
}

/// <param name="Number">1, 2, 3 … within the order.</param>
/// <param name="Options">The variant in words, "M, Forest"; null for a product without variants.</param>
/// <param name="PriceVersion">Version of the price it was scanned at; null for an open price.</param>
/// <param name="AmountMinorUnits">What the line costs after both discounts.</param>
/// <param name="Returns">The line this one returns; null for a sale or a return without receipt.</param>
public sealed record OrderedLine(
    int Number,
    Sku Sku,
    string Name,
    string? Options,
    Quantity Quantity,
    UnitOfSale Unit,
    long UnitPriceMinorUnits,
    long? PriceVersion,
    TaxRate TaxRate,
    Discount? Discount,
    long DiscountMinorUnits,
    long AmountMinorUnits,
    long TaxMinorUnits,
    ReturnedLine? Returns,
    string? Note);

/// <summary>Names a line of an earlier order.</summary>
public sealed record ReturnedLine(OrderId Order, int Line);

/// <param name="BaseMinorUnits">Amounts taxed at this rate, as the lines show them.</param>
public sealed record OrderTax(TaxRate Rate, long BaseMinorUnits, long TaxMinorUnits);

/// <param name="Tender">How it was paid.</param>
/// <param name="AmountMinorUnits">What counts towards the order; negative when money was given back.</param>
/// <param name="TenderedMinorUnits">What the customer handed over; equals the amount for a card.</param>
/// <param name="ChangeMinorUnits">Tendered − amount.</param>
/// <param name="Reference">The external card terminal's reference; never a card number.</param>
public sealed record OrderPayment(
    int Number, Tender Tender, long AmountMinorUnits, long TenderedMinorUnits, long ChangeMinorUnits, string? Reference);

/// <summary>How a payment was made.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Tender>))]
public enum Tender
{
    [JsonStringEnumMemberName("cash")]
    Cash,

    /// <summary>An external card terminal's amount, entered by hand.</summary>
    [JsonStringEnumMemberName("card")]
    Card,
}
