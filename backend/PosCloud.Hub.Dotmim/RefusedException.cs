using PosCloud.Protocol.Errors;

namespace PosCloud.Hub.Dotmim;

/// <summary>A request asks for what its credential doesn't allow.</summary>
internal sealed class RefusedException(SyncErrorCode code, string message) : Exception(message)
{
    public SyncErrorCode Code { get; } = code;
}
