using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PosCloud.SystemTests.Security.Secrets;

/// <summary>What traces and metrics of this process tell while it listens: names, tags, events and baggage of every source and meter.</summary>
internal sealed class ToldThings : IDisposable
{
    private readonly ConcurrentDictionary<string, byte> _told = new(StringComparer.Ordinal);
    private readonly ActivityListener _spans;
    private readonly MeterListener _meters = new();

    public ToldThings()
    {
        _spans = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Ended,
        };
        ActivitySource.AddActivityListener(_spans);
        _meters.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _meters.SetMeasurementEventCallback<long>(Measured);
        _meters.SetMeasurementEventCallback<int>(Measured);
        _meters.SetMeasurementEventCallback<double>(Measured);
        _meters.Start();
    }

    /// <summary>Each thing once.</summary>
    public ICollection<string> All
    {
        get
        {
            _meters.RecordObservableInstruments();
            return _told.Keys;
        }
    }

    public void Dispose()
    {
        _spans.Dispose();
        _meters.Dispose();
    }

    private void Ended(Activity span)
    {
        Tell($"span {span.Source.Name} {span.DisplayName} {span.StatusDescription} {span.TraceStateString}");
        foreach (var (name, value) in span.TagObjects) Tell($"span tag {span.DisplayName} {name}={value}");
        foreach (var (name, value) in span.Baggage) Tell($"baggage {name}={value}");
        foreach (var happened in span.Events)
        {
            foreach (var (name, value) in happened.Tags) Tell($"span event {happened.Name} {name}={value}");
        }
    }

    private void Measured<T>(Instrument instrument, T measurement, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        foreach (var (name, value) in tags) Tell($"metric tag {instrument.Name} {name}={value}");
    }

    private void Tell(string what) => _told.TryAdd(what, 0);
}
