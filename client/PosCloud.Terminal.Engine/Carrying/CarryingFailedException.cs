using PosCloud.Protocol.Errors;

namespace PosCloud.Terminal.Engine.Carrying;

/// <summary>An engine that moves rows gave up. Nothing is lost: facts stay in the journal, the replica stays as it was.</summary>
/// <param name="message">For people.</param>
/// <param name="code">The hub's own refusal; null when nothing that is a hub answered.</param>
public sealed class CarryingFailedException(string message, SyncErrorCode? code = null, Exception? cause = null) : Exception(message, cause)
{
    public SyncErrorCode? Code { get; } = code;
}
