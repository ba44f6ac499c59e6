namespace PosCloud.Simulation.World;

/// <summary>A machine's clocks: the wall clock can be wrong and be set, the monotonic one can't. Timers never fire by themselves.</summary>
internal sealed class SimulatedClock(WorldTime time) : TimeProvider
{
    /// <summary>How far the wall clock is from true time.</summary>
    public TimeSpan Offset { get; set; }

    /// <summary>Called whenever the program looks at a clock: a place where it can be killed.</summary>
    public Action? Looked { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow()
    {
        Looked?.Invoke();
        return time.Now + Offset;
    }

    public override long GetTimestamp() => (time.Now - WorldTime.Start).Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new SilentTimer();

    private sealed class SilentTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
