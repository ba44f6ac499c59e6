using PosCloud.Domain.Facts;
using PosCloud.Domain.Stock;

namespace PosCloud.Terminal.Engine.Journal;

/// <summary>
/// What the terminal's own screens need of its facts, written in the same transaction as the fact. Pure in the fact, so
/// that verifying can rebuild everything and compare.
/// </summary>
internal static class ReadModels
{
    public static void Apply(JournalTransaction journal, long position, Fact fact, FactBody body)
    {
        switch (body)
        {
            case OrderCompleted order:
                ApplyOrder(journal, position, fact, order);
                break;
            case ShiftOpened opened:
                journal.Run(
                    """
                    INSERT INTO local_shift(shift, number, business_date, opened_at, currency, opening_float, cashier)
                    VALUES ($shift, $number, $date, $at, $currency, $float, $cashier)
                    """,
                    ("$shift", opened.Shift.ToString()), ("$number", opened.Number), ("$date", Date(opened.BusinessDate)),
                    ("$at", Milliseconds(fact)), ("$currency", opened.Currency.Code), ("$float", opened.FloatMinorUnits), ("$cashier", opened.Cashier));
                break;
            case ShiftClosed closed:
                journal.Run(
                    "UPDATE local_shift SET closed_at = $at, expected_cash = $expected, counted_cash = $counted WHERE shift = $shift",
                    ("$at", Milliseconds(fact)), ("$expected", closed.ExpectedCashMinorUnits), ("$counted", closed.CountedCashMinorUnits),
                    ("$shift", closed.Shift.ToString()));
                break;
            case CashMoved cash:
                journal.Run(
                    """
                    INSERT INTO local_cash(position, shift, kind, amount, reason, occurred_at, cashier)
                    VALUES ($position, $shift, $kind, $amount, $reason, $at, $cashier)
                    """,
                    ("$position", position), ("$shift", cash.Shift.ToString()), ("$kind", Words.Of(cash.Kind)), ("$amount", cash.AmountMinorUnits),
                    ("$reason", cash.Reason), ("$at", Milliseconds(fact)), ("$cashier", cash.Cashier));
                break;
        }

        foreach (var movement in StockMovements.Of(body))
        {
            journal.Run(
                """
                INSERT INTO local_movement(store, sku, position, line, part, kind, quantity)
                VALUES ($store, $sku, $position, $line, $part, $kind, $quantity)
                """,
                ("$store", fact.Store.Value), ("$sku", movement.Sku.Value), ("$position", position), ("$line", movement.Line),
                ("$part", movement.Part), ("$kind", (int)movement.Kind), ("$quantity", movement.Quantity.Thousandths));
        }
    }

    /// <summary>Takes back what a fact has put in, for a fact that is deleted.</summary>
    public static void Remove(JournalTransaction journal, long position, Fact fact, FactBody body)
    {
        switch (body)
        {
            case OrderCompleted order:
                foreach (var table in (ReadOnlySpan<string>)["local_payment", "local_return", "local_order"])
                    journal.Run($"DELETE FROM {table} WHERE order_id = $id", ("$id", order.Order.ToString()));
                journal.Run("DELETE FROM print_job WHERE receipt_number = $receipt", ("$receipt", order.ReceiptNumber.Value));
                break;
            case ShiftOpened opened:
                journal.Run("DELETE FROM local_shift WHERE shift = $shift", ("$shift", opened.Shift.ToString()));
                break;
            case CashMoved:
                journal.Run("DELETE FROM local_cash WHERE position = $position", ("$position", position));
                break;
        }

        foreach (var sku in StockMovements.Of(body).Select(movement => movement.Sku).Distinct())
        {
            journal.Run(
                "DELETE FROM local_movement WHERE store = $store AND sku = $sku AND position = $position",
                ("$store", fact.Store.Value), ("$sku", sku.Value), ("$position", position));
        }
    }

    private static void ApplyOrder(JournalTransaction journal, long position, Fact fact, OrderCompleted order)
    {
        var id = order.Order.ToString();
        journal.Run(
            """
            INSERT INTO local_order(order_id, position, receipt_number, shift, business_date, occurred_at, kind, line_count, total, tax,
              cash_rounding, currency, cashier)
            VALUES ($id, $position, $receipt, $shift, $date, $at, $kind, $lines, $total, $tax, $rounding, $currency, $cashier)
            """,
            ("$id", id), ("$position", position), ("$receipt", order.ReceiptNumber.Value), ("$shift", order.Shift.ToString()),
            ("$date", Date(order.BusinessDate)), ("$at", Milliseconds(fact)), ("$kind", Words.Of(order.Kind)), ("$lines", order.Lines.Count),
            ("$total", order.TotalMinorUnits), ("$tax", order.TaxMinorUnits), ("$rounding", order.CashRoundingMinorUnits),
            ("$currency", order.Rules.Currency.Code), ("$cashier", order.Cashier));
        foreach (var payment in order.Payments)
        {
            journal.Run(
                "INSERT INTO local_payment(order_id, number, tender, amount) VALUES ($id, $number, $tender, $amount)",
                ("$id", id), ("$number", payment.Number), ("$tender", Words.Of(payment.Tender)), ("$amount", payment.AmountMinorUnits));
        }

        foreach (var line in order.Lines)
        {
            if (line.Returns is not { } returned) continue;
            journal.Run(
                """
                INSERT INTO local_return(order_id, line, returns_order, returns_line, quantity, amount)
                VALUES ($id, $line, $returns, $returnsLine, $quantity, $amount)
                """,
                ("$id", id), ("$line", line.Number), ("$returns", returned.Order.ToString()), ("$returnsLine", returned.Line),
                ("$quantity", line.Quantity.Thousandths), ("$amount", line.AmountMinorUnits));
        }
    }

    private static long Milliseconds(Fact fact) => fact.OccurredAt.ToUnixTimeMilliseconds();

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
