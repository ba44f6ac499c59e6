using System.Diagnostics;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Grains.Contracts;
using PosCloud.Grains.Contracts.Terminals;
using PosCloud.Grains.Telemetry;
using PosCloud.Grains.Terminals;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Carrying;
using PosCloud.HubStorage.Intake;
using PosCloud.Protocol.Errors;
using PosCloud.Protocol.Sync;

namespace PosCloud.Hub.Replication;

/// <summary>One request as seen by the hub, to be told to the terminal's grain.</summary>
/// <param name="At">When the body was complete.</param>
/// <param name="Began">Timestamp at which the request arrived.</param>
internal sealed record SyncObservation(
    TerminalId Terminal, SyncRequest Request, IReadOnlyList<FactFrame> Facts, long WireBytes, DateTimeOffset At, long Began)
{
    private const int MaxCauseLength = 20;
    private const int MaxNameLength = 100;
    private const int MaxErrorLength = 500;

    public SyncObserved Refused(SyncErrorCode code, TimeProvider clock) => Observed(
        clock, 0, [], code.ToString().ToUpperInvariant(), "", Request.Report.PendingFacts, Request.Report.PendingOrders, Of(Request.Report.PendingAmount));

    public SyncObserved Answered(SyncDecision.Answered answered, long bytesDown, TimeProvider clock)
    {
        var (report, taken) = (Request.Report, answered.Taken);
        var acknowledged = taken.Upload?.Outcome is UploadOutcome.Accepted or UploadOutcome.Forked ? Facts.Count : 0;
        var left = Math.Max(0, report.PendingFacts - acknowledged);
        var orders = UploadedOrders.Read(Facts.TakeLast(taken.Accepted));
        var rows = (answered.Answer.State?.Rows ?? [])
            .GroupBy(r => r.Table, StringComparer.Ordinal)
            .Select(t => new TableRows(t.Key, 0, t.Sum(r => r.Changes.Count)))
            .ToList();
        var observed = Observed(
            clock, bytesDown, rows, SyncResults.Done, taken.Store.Value, left,
            left == 0 ? 0 : Math.Max(0, report.PendingOrders - taken.Orders), left == 0 ? null : Minus(report.PendingAmount, taken.OrderAmount));
        return observed with
        {
            FactsAccepted = taken.Accepted > 0,
            // A complete answer brings the replica to this moment.
            ReplicaAsOf = answered.Answer.State is { Continue: null } ? taken.HubTime : observed.ReplicaAsOf,
            OrdersUp = taken.Orders,
            OrdersAmount = taken.Orders > 0 && taken.Currency is { } currency ? new Amount(taken.OrderAmount, currency) : null,
            LagSeconds = orders.MedianLagSeconds(At, report.ClockOffsetMilliseconds ?? 0),
            LastReceiptAt = orders.Newest,
        };
    }

    /// <summary>A hello that brought <see cref="Facts"/> out of the inbox.</summary>
    public SyncObserved Greeted(HelloOutcome.Answered answered, long bytesDown, TimeProvider clock)
    {
        var (report, taken) = (Request.Report, answered.Taken);
        var left = Math.Max(0, report.PendingFacts - taken.Accepted);
        var orders = taken.Outcomes.Sum(outcome => outcome.Orders);
        var amount = taken.Outcomes.Sum(outcome => outcome.OrderAmount);
        var uploaded = UploadedOrders.Read(Facts);
        var observed = Observed(
            clock, bytesDown, [], SyncResults.Done, answered.Answer.Store.Value, left,
            left == 0 ? 0 : Math.Max(0, report.PendingOrders - orders), left == 0 ? null : Minus(report.PendingAmount, amount));
        return observed with
        {
            FactsAccepted = taken.Accepted > 0,
            OrdersUp = orders,
            OrdersAmount = orders > 0 && taken.Outcomes.Select(outcome => outcome.Currency).OfType<string>().FirstOrDefault() is { } currency ? new Amount(amount, currency) : null,
            LagSeconds = orders > 0 ? uploaded.MedianLagSeconds(At, report.ClockOffsetMilliseconds ?? 0) : null,
            LastReceiptAt = uploaded.Newest,
        };
    }

    /// <summary>Puts the upload into the trace of each sale that it brought for the first time.</summary>
    public void RecordSales(IntakeOutcome.Taken taken, TimeProvider clock)
    {
        if (taken.Orders == 0 || !HubTelemetry.Spans.HasListeners()) return;
        var (now, carrier) = (clock.GetUtcNow(), Activity.Current?.Context ?? default);
        foreach (var order in UploadedOrders.Read(Facts.TakeLast(taken.Accepted)).Orders)
            SaleTrace.Record("hub.intake", order.TraceParent, At, now, carrier, null);
    }

    private SyncObserved Observed(
        TimeProvider clock, long bytesDown, IReadOnlyList<TableRows> rows, string result, string store, int pendingFacts, int pendingOrders, Amount? pendingAmount)
    {
        var report = Request.Report;
        var session = new SyncSession(At, ForeignText.Of(report.Cause, MaxCauseLength), clock.GetElapsedTime(Began).TotalMilliseconds, Facts.Count, rows, WireBytes, bytesDown, result);
        return new SyncObserved(
            At, store, ForeignText.Of(Request.Engine, MaxNameLength), ForeignText.Of(Request.Program, MaxNameLength), session, pendingFacts, pendingOrders, pendingAmount, report.OldestPendingAt, report.ReplicaAsOf,
            report.ClockOffsetMilliseconds, ForeignText.Of(report.LastError, MaxErrorLength), report.OfflineSince, false, Activity.Current?.Id);
    }

    private static Amount? Of(Money? money) => money is { } some ? Amount.Of(some) : null;

    private static Amount? Minus(Money? pending, long taken) =>
        pending is { } some ? new Amount(Math.Max(0, some.MinorUnits - taken), some.Currency.Code) : null;
}
