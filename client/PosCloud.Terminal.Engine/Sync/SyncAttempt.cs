namespace PosCloud.Terminal.Engine.Sync;

/// <summary>One past sync.</summary>
/// <param name="Error">For people; null when it went well.</param>
public sealed record SyncAttempt(
    DateTimeOffset At, TimeSpan Duration, string Cause, int Uploaded, long Downloaded, long BytesUp, long BytesDown, string? Error);
