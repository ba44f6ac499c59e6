using PosCloud.Domain.Measures;

namespace PosCloud.Domain.Facts;

/// <summary>
/// What a body must satisfy to be applied. Only broken arithmetic is refused here (into quarantine); business reasons
/// never reject an authentic completed order.
/// </summary>
public static class FactRules
{
    /// <summary>Longest name, note, reason or reference in characters.</summary>
    public const int MaxTextLength = 400;

    /// <summary>Largest amount or quantity: keeps every sum of a batch far from overflow.</summary>
    public const long MaxMagnitude = 1_000_000_000_000_000;

    /// <summary>Null when the body can be applied, else what is wrong with it.</summary>
    public static string? Problem(FactBody body) => FactTexts.Problem(body) ?? body switch
    {
        OrderCompleted order => OrderProblem(order),
        ShiftOpened shift => Amount(shift.FloatMinorUnits),
        ShiftClosed shift => ShiftProblem(shift),
        CashMoved cash => cash.AmountMinorUnits < 0 ? "A cash movement has a negative amount." : Amount(cash.AmountMinorUnits),
        StockReceived received => received.Quantity <= Quantity.Zero ? "Received goods need a quantity above 0." : Amount(received.Quantity.Thousandths),
        StockAdjusted adjusted => Amount(adjusted.Change.Thousandths),
        StockCounted counted => Amount(counted.Counted.Thousandths),
        _ => null,
    };

    private static string? ShiftProblem(ShiftClosed shift) =>
        Amount(shift.ExpectedCashMinorUnits) ?? Amount(shift.TotalMinorUnits) ?? Amount(shift.FloatMinorUnits) ?? Amount(shift.CountedCashMinorUnits ?? 0)
        ?? shift.Tenders.Select(t => Amount(t.AmountMinorUnits)).FirstOrDefault(problem => problem is not null);

    private static string? OrderProblem(OrderCompleted order)
    {
        if (order.Payments.Count > OrderCompleted.MaxLines || order.Taxes.Count > OrderCompleted.MaxLines) return "The order has too many payments or taxes.";
        if (order.Lines.Count > OrderCompleted.MaxLines) return $"The order has {order.Lines.Count} lines; {OrderCompleted.MaxLines} is the most.";
        if (order.Rules.CashRoundingMinorUnits is < 1 or > Selling.PricingRules.MaxCashRoundingMinorUnits) return "The cash rounding step is out of range.";
        for (var i = 0; i < order.Lines.Count; i++)
        {
            var line = order.Lines[i];
            if (line.Number != i + 1) return "The lines aren't numbered 1, 2, 3 …";
            if (line.Name.Length > MaxTextLength || line.Note?.Length > MaxTextLength) return $"Line {line.Number} has a text of over {MaxTextLength} characters.";
            if (line.Discount is { } discount && !discount.IsValid()) return $"Line {line.Number} has a discount that is neither a share nor an amount.";
            var size = Amount(line.Quantity.Thousandths) ?? Amount(line.UnitPriceMinorUnits) ?? Amount(line.AmountMinorUnits)
                ?? Amount(line.DiscountMinorUnits) ?? Amount(line.TaxMinorUnits);
            if (size is not null) return size;
            if (line.Voucher is { } issued && (issued.AmountMinorUnits <= 0 || line.Quantity <= Quantity.Zero || line.Returns is not null))
                return $"Line {line.Number} puts nothing on its voucher.";
            if (line.Voucher is { } voucher && Amount(voucher.AmountMinorUnits) is { } tooMuch) return tooMuch;
        }

        if (order.Discount is { } whole && !whole.IsValid()) return "The order's discount is neither a share nor an amount.";
var sums = Amount(order.TotalMinorUnits) ?? Amount(order.TaxMinorUnits) ?? Amount(order.DiscountMinorUnits) ?? Amount(order.CashRoundingMinorUnits);
        if (sums is not null) return sums;
        if (order.Points is { } points)
        {
            if (order.Customer is null) return "The order gives or takes points and names no customer.";
            if (points.Spent < 0) return "The order spends less than no points.";
            if ((Amount(points.Earned) ?? Amount(points.Spent)) is { } tooMany) return tooMany;
        }

        var paid = 0L;
        foreach (var payment in order.Payments)
        {
            var size = Amount(payment.AmountMinorUnits) ?? Amount(payment.TenderedMinorUnits) ?? Amount(payment.ChangeMinorUnits);
            if (size is not null) return size;
            if (payment.Tender == Tender.Voucher != payment.Voucher is not null) return $"Payment {payment.Number} is by a voucher without a code, or has one and isn't.";
            paid += payment.AmountMinorUnits;
        }

        return paid == order.TotalMinorUnits + order.CashRoundingMinorUnits
            ? null
            : $"The payments add up to {paid}, the order to {order.TotalMinorUnits + order.CashRoundingMinorUnits} minor units.";
    }

    private static string? Amount(long value) =>
        value is >= -MaxMagnitude and <= MaxMagnitude ? null : "An amount or quantity is too large.";
}
