using System.Diagnostics;

namespace PosCloud.Grains.Telemetry;

/// <summary>
/// Spans of one sale join the trace that began with its scan, even hours later: their parent is the context inside the
/// fact, and the request or commit that carried many sales is linked.
/// </summary>
public static class SaleTrace
{
    /// <param name="traceParent">From the fact; without one there is no span.</param>
    /// <param name="carrier">The request's or commit's span.</param>
    public static void Record(string name, string? traceParent, DateTimeOffset from, DateTimeOffset to, ActivityContext carrier, string? receiptNumber)
    {
        if (traceParent is null || !HubTelemetry.Spans.HasListeners() || !ActivityContext.TryParse(traceParent, null, isRemote: true, out var sale)) return;
        var links = carrier == default ? null : new[] { new ActivityLink(carrier) };
        using var span = HubTelemetry.Spans.StartActivity(name, ActivityKind.Consumer, sale, links: links, startTime: from);
        span?.SetTag("poscloud.receipt_number", receiptNumber);
        span?.SetEndTime(to.UtcDateTime);
    }
}
