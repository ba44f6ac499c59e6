using Microsoft.Data.Sqlite;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Terminal.Engine.Files;
using PosCloud.Terminal.Engine.Journal;

namespace PosCloud.Terminal.Engine.Shifts;

/// <summary>An open shift inside a journal transaction.</summary>
internal sealed record OpenShift(ShiftId Shift, int Number, DateOnly BusinessDate);

/// <summary>Reads shifts from the journal's read models.</summary>
internal static class ShiftRows
{
    /// <summary>The open shift; opens one with float 0 where a sale needs it, so that selling never waits for a form.</summary>
    public static OpenShift EnsureOpen(JournalSession session, TimeProvider clock, string? cashier) =>
        Current(session) ?? Open(session, clock, 0, cashier);

    public static OpenShift? Current(JournalSession session) => session.Sql.List(
        "SELECT shift, number, business_date FROM local_shift WHERE closed_at IS NULL ORDER BY number DESC LIMIT 1",
        row => new OpenShift(new ShiftId(Guid.Parse(row.GetString(0))), row.GetInt32(1), Date(row.GetString(2)))).FirstOrDefault();

    public static OpenShift Open(JournalSession session, TimeProvider clock, long floatMinorUnits, string? cashier)
    {
        var number = (int)session.Sql.Number("SELECT COALESCE(MAX(number), 0) + 1 FROM local_shift");
        var opened = new ShiftOpened
        {
            Context = session.Context(),
            Shift = ShiftId.New(clock),
            Number = number,
            BusinessDate = session.Profile.LocalDate(clock.GetUtcNow()),
            Cashier = cashier,
            Currency = session.Profile.Currency,
            FloatMinorUnits = floatMinorUnits,
        };
        session.Append(opened);
        return new OpenShift(opened.Shift, number, opened.BusinessDate);
    }

    /// <summary>Sums of a shift, read inside the transaction that closes it or from any committed state.</summary>
    public static ShiftReport? Report(SqliteConnection connection, string where, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var shifts = connection.List(
            $"""
             SELECT shift, number, business_date, opened_at, closed_at, currency, opening_float, counted_cash, cashier
             FROM local_shift WHERE {where} ORDER BY number DESC LIMIT 1
             """,
            row => (Id: row.GetString(0), Number: row.GetInt32(1), Date: row.GetString(2), OpenedAt: row.GetInt64(3), ClosedAt: row.NumberOrNull(4),
                Currency: Currency.Parse(row.GetString(5)), Float: row.GetInt64(6), Counted: row.NumberOrNull(7), Cashier: row.TextOrNull(8)),
            parameters);
        if (shifts.Count == 0) return null;
        var shift = shifts[0];
        var orders = connection.List(
            "SELECT receipt_number, total FROM local_order WHERE shift = $shift ORDER BY position",
            row => (Receipt: row.GetString(0), Total: row.GetInt64(1)), ("$shift", shift.Id));
        var tenders = connection.List(
            """
            SELECT p.tender, COUNT(*), SUM(p.amount) FROM local_payment p JOIN local_order o ON o.order_id = p.order_id
            WHERE o.shift = $shift GROUP BY p.tender ORDER BY p.tender
            """,
            row => new TenderSum(Words.TenderOf(row.GetString(0)), row.GetInt32(1), row.GetInt64(2)),
            ("$shift", shift.Id));
        var cash = connection.List(
            "SELECT kind, amount, reason, occurred_at FROM local_cash WHERE shift = $shift ORDER BY position",
            row => new CashEntry(Kind(row.GetString(0)), new Money(row.GetInt64(1), shift.Currency), row.TextOrNull(2), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3))),
            ("$shift", shift.Id));
        var expected = checked(shift.Float + tenders.Where(t => t.Tender == Tender.Cash).Sum(t => t.AmountMinorUnits) + cash.Sum(Signed));
        return new ShiftReport(
            new ShiftId(Guid.Parse(shift.Id)), shift.Number, Date(shift.Date), DateTimeOffset.FromUnixTimeMilliseconds(shift.OpenedAt),
            shift.ClosedAt is { } closed ? DateTimeOffset.FromUnixTimeMilliseconds(closed) : null, shift.Cashier, orders.Count,
            orders.Count > 0 ? ReceiptNumber.Parse(orders[0].Receipt) : null, orders.Count > 0 ? ReceiptNumber.Parse(orders[^1].Receipt) : null,
            new Money(orders.Sum(o => o.Total), shift.Currency), tenders, cash, new Money(shift.Float, shift.Currency), new Money(expected, shift.Currency),
            shift.Counted is { } counted ? new Money(counted, shift.Currency) : null);
    }

    private static long Signed(CashEntry entry) => entry.Kind switch
    {
        CashMovementKind.PayIn => entry.Amount.MinorUnits,
        CashMovementKind.PayOut or CashMovementKind.Drop => -entry.Amount.MinorUnits,
        _ => 0,
    };

    private static CashMovementKind Kind(string word) => word switch
    {
        "pay-in" => CashMovementKind.PayIn,
        "pay-out" => CashMovementKind.PayOut,
        "drop" => CashMovementKind.Drop,
        _ => CashMovementKind.NoSale,
    };

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
