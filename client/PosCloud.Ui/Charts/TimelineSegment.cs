namespace PosCloud.Ui;

/// <summary>A stretch of a terminal's day.</summary>
/// <param name="From">Start.</param>
/// <param name="To">End.</param>
/// <param name="Status">How it stood.</param>
/// <param name="Words">Words above it: "12:01 to 12:26, 12 sales kept".</param>
public sealed record TimelineSegment(DateTimeOffset From, DateTimeOffset To, SyncStatus Status, string? Words = null);
