using PosCloud.Grains.Contracts.Terminals;
using PosCloud.HubStorage.Rows;

namespace PosCloud.Grains.Terminals;

/// <summary>Turns observations into rows.</summary>
internal static class ReportRows
{
    public static void Fill(TerminalReportRow row, SyncObserved observed)
    {
        row.SeenAt = observed.At;
        if (observed.Session.Result == SyncResults.Done) row.SyncedAt = observed.At;
        row.Program = observed.Program;
        row.Engine = observed.Engine;
        row.PendingFacts = observed.PendingFactsAfter;
        row.PendingOrders = observed.PendingOrdersAfter;
        row.PendingAmount = observed.PendingAmountAfter?.MinorUnits;
        row.PendingCurrency = observed.PendingAmountAfter?.Currency;
        row.OldestPendingAt = observed.PendingFactsAfter == 0 ? null : observed.OldestPendingAt;
        row.ReplicaAsOf = observed.ReplicaAsOf ?? row.ReplicaAsOf;
        row.ClockOffsetMilliseconds = observed.ClockOffsetMilliseconds ?? row.ClockOffsetMilliseconds;
        row.LastError = observed.LastError;
        row.OfflineSince = observed.OfflineSince ?? row.OfflineSince;
    }

    public static bool IsNews(SyncObserved observed) =>
        observed.Session.FactsUp > 0 || observed.Session.RowsDown.Count > 0 || observed.OfflineSince is not null || observed.Session.Result != SyncResults.Done;

    public static SyncSessionRow Session(string terminal, SyncObserved observed) => new()
    {
        Id = Guid.CreateVersion7(observed.At).ToString("N"),
        Terminal = terminal,
        StartedAt = observed.At,
        DurationMilliseconds = (long)Math.Ceiling(observed.Session.Milliseconds),
        Cause = observed.Session.Cause,
        FactsUp = observed.Session.FactsUp,
        OrdersUp = observed.OrdersUp,
        RowsDown = (int)observed.Session.RowsDown.Sum(r => r.Down),
        BytesUp = observed.Session.BytesUp,
        BytesDown = observed.Session.BytesDown,
        Tables = TableCounts.Write(observed.Session.RowsDown),
        Error = observed.Session.Result == SyncResults.Done ? null : observed.Session.Result,
        OfflineSince = observed.OfflineSince,
    };
}
