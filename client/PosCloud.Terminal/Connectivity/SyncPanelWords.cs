using PosCloud.Terminal.Engine.Sync;
using PosCloud.Terminal.Text;
using PosCloud.Ui;
using Situation = PosCloud.Terminal.Engine.Sync.SyncStatus;

namespace PosCloud.Terminal.Connectivity;

/// <summary>The sync panel's rows and sentences from what the replicator says.</summary>
public static class SyncPanelWords
{
    /// <summary>Most waiting sales listed one by one; more are counted.</summary>
    public const int MostListed = 30;

    // Sales that arrived, shown below those that wait, so that one sees them go through.
    private const int ArrivedShown = 5;

    public static SyncView Of(Situation now, IReadOnlyList<SaleProgress> sales, DateTimeOffset at, StoreFormats formats)
    {
        ArgumentNullException.ThrowIfNull(now);
        ArgumentNullException.ThrowIfNull(sales);
        ArgumentNullException.ThrowIfNull(formats);
        var waiting = sales.Where(sale => !sale.Applied).Take(MostListed).ToList();
        var listed = waiting.Concat(sales.Where(sale => sale.Applied).Take(ArrivedShown)).Select(Sale).ToList();
        var done = now.Progress?.FactsDone ?? 0;
        // While nothing runs a person counts sales; a running sync counts everything it sends.
        var total = now.Progress is null ? now.Pending.Orders : done + now.Pending.Facts;
        return new SyncView(
            ConnectivityWords.Headline(now, formats), ConnectivityWords.Of(now, at, formats).Tone, Sentence(now, formats), total == 0 ? 1 : done, total == 0 ? 1 : total,
            Progress(now, done, total, at, formats), now.NextTryAt, listed, Math.Max(0, now.Pending.Orders - waiting.Count(sale => !sale.AtHub)),
            [.. now.Quarantined.Select(held => Held(held, at, formats))], Ages(now), Clock(now, formats), now.WorkOffline, now.Progress is not null, now.LastError);
    }

    private static SaleOnItsWay Sale(SaleProgress sale) => new(
        sale.ReceiptNumber.Value, sale.OccurredAt, sale.Total,
        sale.AtHub ? LampState.On : LampState.Off,
        sale.IsQuarantined ? LampState.Held : sale.Applied ? LampState.On : LampState.Off);

    private static string Sentence(Situation now, StoreFormats formats) => (now.Pending.Orders, now.WorkOffline) switch
    {
        (0, _) => Words.Of("Panel_NothingWaits"),
        (var orders, true) => Words.Count("Panel_WaitsSwitched", orders, formats.Money(now.Pending.Amount)),
        (var orders, false) => Words.Count("Panel_Waits", orders, formats.Money(now.Pending.Amount)),
    };

    private static string Progress(Situation now, int done, int total, DateTimeOffset at, StoreFormats formats)
    {
        var sync = now.LastSync is { } last ? Words.Of("Panel_LastSync", When(last, at, formats)) : Words.Of("Panel_NoSync");
        if (now.LastTried is { } tried && !(now.LastSync >= tried))
        {
            sync += ", " + Words.Of("Panel_LastTried", When(tried, at, formats));
        }

        if (now.Progress is { RowsTotal: > 0 } rows)
        {
            return Words.Of("Panel_Rows", formats.Number(rows.RowsDone), formats.Number(rows.RowsTotal)) + ". " + sync;
        }

        return total > 0 ? Words.Of("Panel_Sent", done, total) + ". " + sync : sync;
    }

    private static string When(DateTimeOffset moment, DateTimeOffset now, StoreFormats formats) =>
        now - moment < TimeSpan.FromHours(12) ? formats.Seconds(moment) : formats.When(moment, now);

    private static HeldSale Held(QuarantinedSale held, DateTimeOffset at, StoreFormats formats) => new(
        held.ReceiptNumber?.Value ?? held.Type, formats.When(held.OccurredAt, at), held.Message);

    // All streams come in one transaction, so they are of the same age.
    private static DataAge[] Ages(Situation now) =>
    [
        new DataAge(Words.Of("Age_Prices"), now.ReplicaAsOf), new DataAge(Words.Of("Age_Stock"), now.ReplicaAsOf), new DataAge(Words.Of("Age_Orders"), now.ReplicaAsOf),
    ];

    private static string? Clock(Situation now, StoreFormats formats)
    {
        if (now.ClockOffsetMilliseconds is not { } offset)
        {
            return null;
        }

        if (Math.Abs(offset) < 50)
        {
            return Words.Of("Clock_Same");
        }

        var size = Math.Abs(offset) < 120_000
            ? (Math.Abs(offset) / 1000.0).ToString("0.0", formats.Culture) + "\u00a0s"
            : (Math.Abs(offset) / 60_000.0).ToString("0", formats.Culture) + "\u00a0min";
        var words = Words.Of(offset > 0 ? "Clock_Behind" : "Clock_Ahead", size);
        return now.IsDeviceClockWrong ? words + " " + Words.Of("Clock_Wrong") : words;
    }
}
