using PosCloud.Protocol.Errors;

namespace PosCloud.Terminal.Engine.Sync;

/// <summary>What one sync did.</summary>
/// <param name="Downloaded">Rows of state that were applied.</param>
/// <param name="BytesUp">Bodies as sent, compressed.</param>
/// <param name="BytesDown">Bodies received, decompressed.</param>
/// <param name="Error">For people; null when all went well.</param>
/// <param name="Refusal">The hub's own refusal; null when there was none or nothing answered.</param>
/// <param name="HubAnswered">True when the hub gave at least one answer.</param>
public sealed record SyncReport(
    DateTimeOffset StartedAt,
    TimeSpan Duration,
    string Cause,
    int Uploaded,
    long Downloaded,
    int Requests,
    long BytesUp,
    long BytesDown,
    string? Error,
    SyncErrorCode? Refusal,
    bool HubAnswered,
    TimeSpan? RetryAfter)
{
    public bool IsComplete => Error is null;
}
