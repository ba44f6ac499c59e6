using PosCloud.Protocol.Errors;

namespace PosCloud.Terminal.Engine.Sync;

/// <summary>A request to the hub gave no usable answer. Nothing was lost: facts stay in the journal and are sent again.</summary>
/// <param name="code">The hub's own refusal; null when nothing that is a hub answered.</param>
/// <param name="hubTime">The hub's clock, when it answered.</param>
internal sealed class SyncFailedException(
    string message, SyncErrorCode? code = null, DateTimeOffset? hubTime = null, TimeSpan? retryAfter = null, Exception? cause = null)
    : Exception(message, cause)
{
    public SyncErrorCode? Code { get; } = code;

    public DateTimeOffset? HubTime { get; } = hubTime;

    /// <summary>How long the hub asked to wait.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
