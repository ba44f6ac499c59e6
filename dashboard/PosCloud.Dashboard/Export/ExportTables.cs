using PosCloud.Grains.Contracts;
using PosCloud.Grains.Contracts.Orders;
using PosCloud.Grains.Contracts.Stock;
using PosCloud.Grains.Contracts.Terminals;

namespace PosCloud.Dashboard.Export;

/// <summary>The columns of each export. Times are UTC, money is in major units beside its currency.</summary>
public static class ExportTables
{
    public static CsvFile Terminals(IReadOnlyList<TerminalSummary> rows)
    {
        var file = new CsvFile(
            "terminal", "store", "store_name", "status", "status_since", "last_seen", "last_sync", "pending_orders", "pending_amount", "currency", "oldest_pending",
            "estimated_more_orders", "lag_seconds", "replica_as_of", "clock_offset_ms", "engine", "program", "last_error", "sales_today", "sales_today_amount", "quarantined", "revoked");
        foreach (var row in rows)
        {
            file.Add(
                row.Terminal, row.Store, row.StoreName, row.Status.ToString(), row.StatusSince, row.LastSeen, row.LastSync, row.PendingOrders, Major(row.PendingAmount),
                (row.SalesTodayAmount ?? row.PendingAmount)?.Currency, row.OldestPending, row.EstimatedMoreOrders, row.LagSeconds, row.ReplicaAsOf, row.ClockOffsetMilliseconds,
                row.Engine, row.Program, row.LastError, row.SalesToday, Major(row.SalesTodayAmount), row.Quarantined, row.Revoked ? "yes" : "no");
        }

        return file;
    }

    public static CsvFile Sessions(IReadOnlyList<SyncSession> rows)
    {
        var tables = rows.SelectMany(row => row.RowsDown).Select(table => table.Table).Distinct().Order(StringComparer.Ordinal).ToList();
        var file = new CsvFile(["at", "cause", "milliseconds", "facts_up", "bytes_up", "bytes_down", "result", .. tables.Select(table => "down_" + table)]);
        foreach (var row in rows)
        {
            file.Add([row.At, row.Cause, row.Milliseconds, row.FactsUp, row.BytesUp, row.BytesDown, row.Result,
                .. tables.Select(table => (object?)row.RowsDown.FirstOrDefault(rows => rows.Table == table)?.Down)]);
        }

        return file;
    }

    public static CsvFile Stock(IReadOnlyList<StockItem> rows)
    {
        var file = new CsvFile("store", "sku", "name", "options", "category", "unit", "on_hand", "opening", "movements", "last_movement", "doubtful");
        foreach (var row in rows)
        {
            file.Add(
                row.Store, row.SkuShown, row.Name, row.Options, row.Category, row.Unit, Units(row.OnHandThousandths), Units(row.OpeningThousandths), row.Movements,
                row.LastMovementAt, string.Join(' ', row.Doubtful));
        }

        return file;
    }

    public static CsvFile Ledger(IReadOnlyList<LedgerRow> rows)
    {
        var file = new CsvFile("movement", "kind", "change", "on_hand_after", "terminal", "receipt", "cashier", "occurred_at", "received_at", "applied_at", "upload", "oversold");
        foreach (var row in rows)
        {
            file.Add(
                row.MovementId, row.Kind, Units(row.ChangeThousandths), Units(row.OnHandAfterThousandths), row.Terminal, row.ReceiptNumber, row.Cashier, row.OccurredAt,
                row.ReceivedAt, row.AppliedAt, row.Upload, row.Oversold ? "yes" : "no");
        }

        return file;
    }

    public static CsvFile Orders(IReadOnlyList<OrderSummary> rows)
    {
        var file = new CsvFile("receipt", "store", "terminal", "occurred_at", "received_at", "kind", "lines", "total", "currency", "status", "cashier");
        foreach (var row in rows)
        {
            file.Add(
                row.ReceiptNumber, row.Store, row.Terminal, row.OccurredAt, row.ReceivedAt, row.Kind, row.Lines, Major(row.Total), row.Total.Currency, row.Status, row.Cashier);
        }

        return file;
    }

    private static decimal? Major(Amount? amount) => amount?.ToMoney().ToDecimal();

    private static decimal Units(long thousandths) => thousandths / 1000m;
}
