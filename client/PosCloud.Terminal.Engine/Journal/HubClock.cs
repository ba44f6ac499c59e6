using System.Globalization;

namespace PosCloud.Terminal.Engine.Journal;

/// <summary>
/// Estimates hub time on a device whose own clock may be wrong. Offset by Cristian's method: hub time − the middle of
/// request and answer, wrong by at most half the round trip; the sample with the shortest round trip of the last eight
/// counts. Between samples time runs on the monotonic clock, so setting the device's clock changes nothing.
/// </summary>
public sealed class HubClock
{
    private const int Samples = 8;
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private readonly Queue<(TimeSpan RoundTrip, DateTimeOffset HubTime, long Timestamp)> _samples = new();
    private long? _storedOffsetMilliseconds;
    private DateTimeOffset _lastHubTime;

    public HubClock(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        _clock = clock;
        BootId = ReadBootId(clock);
    }

    /// <summary>Changes whenever the device restarts.</summary>
    public string BootId { get; }

    /// <summary>Milliseconds since that boot.</summary>
    public long MonotonicMilliseconds => (long)((double)_clock.GetTimestamp() * 1000 / _clock.TimestampFrequency);

    /// <summary>Hub time minus device time; null when never measured.</summary>
    public long? OffsetMilliseconds
    {
        get
        {
            lock (_gate)
            {
                return Best() is { } best
                    ? (long)(best.HubTime + _clock.GetElapsedTime(best.Timestamp) - _clock.GetUtcNow()).TotalMilliseconds
                    : _storedOffsetMilliseconds;
            }
        }
    }

    /// <summary>The best estimate of the hub's clock; never before a hub time already seen.</summary>
    public DateTimeOffset EstimatedHubTime
    {
        get
        {
            lock (_gate)
            {
                if (Best() is { } best) return best.HubTime + _clock.GetElapsedTime(best.Timestamp);
                var byWall = _clock.GetUtcNow() + TimeSpan.FromMilliseconds(_storedOffsetMilliseconds ?? 0);
                return byWall > _lastHubTime ? byWall : _lastHubTime;
            }
        }
    }

    /// <summary>True when the device's clock is more than two minutes from hub time.</summary>
    public bool IsDeviceClockWrong => Math.Abs(OffsetMilliseconds ?? 0) > 120_000;

    /// <summary>Takes over what an earlier run of the program measured.</summary>
    internal void Restore(long? offsetMilliseconds, DateTimeOffset lastHubTime)
    {
        lock (_gate) (_storedOffsetMilliseconds, _lastHubTime) = (offsetMilliseconds, lastHubTime);
    }

    /// <param name="sentTimestamp">Value of the clock's timestamp when the request left.</param>
    internal void Measure(long sentTimestamp, DateTimeOffset hubTime)
    {
        lock (_gate)
        {
            var now = _clock.GetTimestamp();
            var roundTrip = _clock.GetElapsedTime(sentTimestamp, now);
            // A sample that earlier ones can't explain means a clock was set or the device slept: they are worth nothing now.
            if (Best() is { } best && (best.HubTime + _clock.GetElapsedTime(best.Timestamp) - (hubTime + (roundTrip / 2))).Duration() > Tolerance + ((roundTrip + best.RoundTrip) / 2))
            {
                _samples.Clear();
            }

            _samples.Enqueue((roundTrip, hubTime + (roundTrip / 2), now));
            if (_samples.Count > Samples) _samples.Dequeue();
            if (hubTime > _lastHubTime) _lastHubTime = hubTime;
        }
    }

    private (TimeSpan RoundTrip, DateTimeOffset HubTime, long Timestamp)? Best() =>
        _samples.Count == 0 ? null : _samples.MinBy(s => s.RoundTrip);

    private static string ReadBootId(TimeProvider clock)
    {
        const string Linux = "/proc/sys/kernel/random/boot_id";
        if (File.Exists(Linux)) return File.ReadAllText(Linux).Trim();
        // Elsewhere: the moment of the boot to the minute stands for it.
        var boot = clock.GetUtcNow() - TimeSpan.FromMilliseconds(Environment.TickCount64);
        return boot.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
    }
}
