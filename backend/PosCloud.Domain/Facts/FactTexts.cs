namespace PosCloud.Domain.Facts;

/// <summary>
/// Every text in a fact's body that is no identifier. Databases differ in what they can store, so what any of them couldn't
/// is judged here, before one is asked: the same fact meets the same fate on each.
/// </summary>
public static class FactTexts
{
    /// <summary>Longest text of any kind in characters; names and notes have <see cref="FactRules.MaxTextLength"/>.</summary>
    public const int MaxLength = 4_000;

    /// <summary>Null when all texts can be stored, else what is wrong.</summary>
    public static string? Problem(FactBody body)
    {
        ArgumentNullException.ThrowIfNull(body);
        foreach (var text in Of(body))
        {
            if (text is null) continue;
            if (text.Length > MaxLength) return $"A text has {text.Length} characters; {MaxLength} is the most.";
            if (text.Contains('\0', StringComparison.Ordinal)) return "A text has the character U+0000, which no database holds.";
        }

        return null;
    }

    private static IEnumerable<string?> Of(FactBody body) =>
        [body.Context.BootId, body.Context.TimeZone, body.Context.TraceParent, .. OwnTexts(body)];

    private static IEnumerable<string?> OwnTexts(FactBody body) => body switch
    {
        OrderCompleted order => OrderTexts(order),
        CartVoided voided => [voided.Cashier],
        ShiftOpened shift => [shift.Cashier],
        ShiftClosed shift => [shift.Cashier],
        CashMoved cash => [cash.Reason, cash.Cashier],
        StockCounted counted => [counted.By],
        StockReceived received => [received.Reference],
        StockAdjusted adjusted => [adjusted.Reason],
        ReceiptReprinted reprinted => [reprinted.Cashier],
        EpochStarted started => [started.Reason],
        _ => [],
    };

    private static IEnumerable<string?> OrderTexts(OrderCompleted order) =>
    [
        order.Cashier, order.Discount?.Reason,
        .. order.Lines.SelectMany(line => new[] { line.Name, line.Options, line.Note, line.Discount?.Reason }),
        .. order.Payments.Select(payment => payment.Reference),
    ];
}
