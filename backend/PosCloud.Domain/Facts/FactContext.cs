namespace PosCloud.Domain.Facts;

/// <summary>Circumstances recorded with every fact, inside its hashed payload.</summary>
/// <param name="TraceParent">W3C trace context of the action, so that upload and reconciliation join its trace even hours later; null when not sampled.</param>
/// <param name="ClockOffsetMilliseconds">Hub time minus device time as last measured; null when never measured.</param>
/// <param name="BootId">Changes whenever the device restarts.</param>
/// <param name="MonotonicMilliseconds">Milliseconds since that boot, from a clock nobody can set.</param>
/// <param name="TimeZone">IANA name of the store's time zone.</param>
public sealed record FactContext(
    string BootId,
    long MonotonicMilliseconds,
    string TimeZone,
    string? TraceParent = null,
    long? ClockOffsetMilliseconds = null);
