using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Terminal.Engine.Journal;
using PosCloud.Terminal.Engine.Register;

namespace PosCloud.Terminal.Engine.Printing;

/// <summary>A receipt as it's shown and printed, without any layout: screen, PDF and printers draw the same document.</summary>
/// <param name="Header">Lines above, from the store's settings.</param>
/// <param name="IssuedAt">Local time of the store.</param>
/// <param name="TaxIncluded">True when the line amounts contain the tax.</param>
/// <param name="Points">What the customer earned and spent; null without.</param>
/// <param name="IsCopy">Printed again: it says COPY.</param>
public sealed record ReceiptDocument(
    string StoreName,
    IReadOnlyList<string> Header,
    ReceiptNumber Number,
    OrderId Order,
    DateTimeOffset IssuedAt,
    TerminalId Terminal,
    string? Cashier,
    OrderKind Kind,
    IReadOnlyList<ReceiptLine> Lines,
    Money Subtotal,
    Money Discount,
    Money Total,
    Money CashRounding,
    IReadOnlyList<ReceiptTax> Taxes,
    Money Tax,
    bool TaxIncluded,
    IReadOnlyList<ReceiptPayment> Payments,
    Money Change,
    IReadOnlyList<string> Footer,
    string Culture,
    bool IsCopy,
    OrderPoints? Points = null)
{
    internal static ReceiptDocument Of(CompletedOrder order, StoreProfile profile, bool isCopy)
    {
        var body = order.Body;
        var currency = body.Rules.Currency;
        Money Amount(long minorUnits) => new(minorUnits, currency);
        return new ReceiptDocument(
            profile.Name, Text(profile.ReceiptHeader), body.ReceiptNumber, body.Order, profile.LocalTime(order.OccurredAt), body.ReceiptNumber.Terminal,
            body.Cashier, body.Kind,
            [.. body.Lines.Select(l => new ReceiptLine(
                l.Name, l.Options, l.Quantity, l.Unit, Amount(l.UnitPriceMinorUnits), Amount(l.UnitPriceMinorUnits).Times(l.Quantity),
                Amount(l.DiscountMinorUnits), Amount(l.AmountMinorUnits), l.TaxRate, l.Discount?.Reason, l.Note, l.Returns is not null))],
            Amount(body.Lines.Sum(l => l.AmountMinorUnits + l.DiscountMinorUnits)), Amount(body.DiscountMinorUnits), body.Total, Amount(body.CashRoundingMinorUnits),
            [.. body.Taxes.Select(t => new ReceiptTax(t.Rate, Amount(t.BaseMinorUnits), Amount(t.TaxMinorUnits)))], Amount(body.TaxMinorUnits),
            body.Rules.TaxMode == Domain.Selling.TaxMode.Included,
            [.. body.Payments.Select(p => new ReceiptPayment(p.Tender, Amount(p.AmountMinorUnits), Amount(p.TenderedMinorUnits), p.Voucher?.Shown ?? p.Reference))], order.Change,
            Text(profile.ReceiptFooter), profile.Culture, isCopy, body.Points);
    }

    private static string[] Text(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
