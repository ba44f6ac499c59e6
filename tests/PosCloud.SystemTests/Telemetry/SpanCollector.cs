using System.Collections.Concurrent;
using System.Diagnostics;

namespace PosCloud.SystemTests.Telemetry;

/// <summary>Every span of the project's own sources that ends while it listens.</summary>
internal sealed class SpanCollector : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public SpanCollector()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("PosCloud.", StringComparison.Ordinal),
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Ended spans of this trace, in the order of their start.</summary>
    public IReadOnlyList<Activity> Of(ActivityTraceId trace) => [.. _ended.Where(span => span.TraceId == trace).OrderBy(span => span.StartTimeUtc)];

    public void Dispose() => _listener.Dispose();
}
