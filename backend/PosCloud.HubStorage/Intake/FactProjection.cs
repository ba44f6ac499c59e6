using System.Globalization;
using PosCloud.Domain.Catalogue;
using PosCloud.Domain.Facts;
using PosCloud.HubStorage.Publishing;
using PosCloud.Protocol;

namespace PosCloud.HubStorage.Intake;

/// <summary>Fact → rows, pure: intake, replay of quarantine and the verifier use the same function.</summary>
internal static class FactProjection
{
    public static ProjectedFact Project(FactPlace place, Fact fact, FactBody body) => body switch
    {
        OrderCompleted order => new ProjectedFact(OfOrder(place, fact, order), null),
        ShiftOpened opened => new ProjectedFact([], Opened(place, fact, opened)),
        ShiftClosed closed => new ProjectedFact([], Closed(place, fact, closed)),
        CashMoved cash => new ProjectedFact([OfCash(place, fact, cash)], null),
        _ => ProjectedFact.Nothing,
    };

    private static List<StateChange> OfOrder(FactPlace place, Fact fact, OrderCompleted order)
    {
        var (store, entry) = (fact.Store.Value, place.Entry);
        var rows = new List<StateChange>(1 + order.Lines.Count + order.Payments.Count)
        {
            New(SyncedTables.SalesOrder, store, entry, order.Order.ToString(), order.ReceiptNumber.Value, place.Terminal.Value, place.Epoch.Value,
                place.Sequence.Value, order.Shift.ToString(), Text(order.BusinessDate), Milliseconds(fact.OccurredAt), Text(order.Kind), (long)order.Lines.Count,
                order.TotalMinorUnits, order.TaxMinorUnits, order.DiscountMinorUnits, order.CashRoundingMinorUnits, order.Rules.Currency.Code, order.Cashier),
        };
        foreach (var line in order.Lines)
        {
            rows.Add(New(SyncedTables.OrderLine, store, entry, (long)line.Number, line.Sku.Value, line.Name, line.Options, line.Quantity.Thousandths,
                line.Unit == UnitOfSale.Kilogram ? "kg" : "piece", line.UnitPriceMinorUnits, line.PriceVersion, (long)line.TaxRate.PartsPerMillion,
                line.DiscountMinorUnits, line.AmountMinorUnits, line.TaxMinorUnits, line.Returns?.Order.ToString(), (long?)line.Returns?.Line, line.Note));
        }

        foreach (var payment in order.Payments)
        {
            rows.Add(New(SyncedTables.Payment, store, entry, (long)payment.Number, Text(payment.Tender),
                payment.AmountMinorUnits, payment.TenderedMinorUnits, payment.ChangeMinorUnits, payment.Voucher?.Shown ?? payment.Reference));
        }

        return rows;
    }

    private static StateChange OfCash(FactPlace place, Fact fact, CashMoved cash) => New(
        SyncedTables.CashMovement, fact.Store.Value, place.Entry, place.Terminal.Value, cash.Shift.ToString(), Text(cash.Kind),
        cash.AmountMinorUnits, cash.Currency.Code, cash.Reason, Milliseconds(fact.OccurredAt), cash.Cashier);

    private static ShiftPart Opened(FactPlace place, Fact fact, ShiftOpened opened) => new(
    [
        fact.Store.Value, place.Terminal.Value, opened.Shift.ToString(), (long)opened.Number, Text(opened.BusinessDate), Milliseconds(fact.OccurredAt), null,
        opened.Currency.Code, opened.FloatMinorUnits, null, null, null, null, null, null, opened.Cashier,
    ]);

    private static ShiftPart Closed(FactPlace place, Fact fact, ShiftClosed closed) => new(
    [
        fact.Store.Value, place.Terminal.Value, closed.Shift.ToString(), (long)closed.Number, Text(closed.BusinessDate), null, Milliseconds(fact.OccurredAt),
        closed.Currency.Code, closed.FloatMinorUnits, (long)closed.Orders, closed.TotalMinorUnits, closed.ExpectedCashMinorUnits,
        closed.CountedCashMinorUnits, closed.FirstReceipt?.Value, closed.LastReceipt?.Value, closed.Cashier,
    ]);

    private static StateChange New(Protocol.Tables.SyncedTable table, params object?[] values) => new(table, values, IsNew: true);

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static long Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private static string Text(OrderKind kind) => kind switch
    {
        OrderKind.Sale => "sale",
        OrderKind.Return => "return",
        _ => "exchange",
    };

    private static string Text(Tender tender) => tender switch
    {
        Tender.Cash => "cash",
        Tender.Card => "card",
        _ => "voucher",
    };

    private static string Text(CashMovementKind kind) => kind switch
    {
        CashMovementKind.PayIn => "pay-in",
        CashMovementKind.PayOut => "pay-out",
        CashMovementKind.Drop => "drop",
        _ => "no-sale",
    };
}
