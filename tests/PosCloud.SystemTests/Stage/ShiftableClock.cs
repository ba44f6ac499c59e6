namespace PosCloud.SystemTests.Stage;

/// <summary>The system's clock with an offset that a test moves; timers run in real time.</summary>
public sealed class ShiftableClock : TimeProvider
{
    private long _passedTicks;
    private long _wrongTicks;

    /// <summary>Time passes: for the wall clock and for the one nobody can set.</summary>
    public void Pass(TimeSpan time) => Interlocked.Add(ref _passedTicks, time.Ticks);

    /// <summary>Somebody sets the wall clock wrong by this much.</summary>
    public void SetWrongBy(TimeSpan error) => Interlocked.Exchange(ref _wrongTicks, error.Ticks);

    public override DateTimeOffset GetUtcNow() =>
        System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _passedTicks) + Interlocked.Read(ref _wrongTicks));

    public override long GetTimestamp() =>
        System.GetTimestamp() + (long)(TimeSpan.FromTicks(Interlocked.Read(ref _passedTicks)).TotalSeconds * TimestampFrequency);
}
