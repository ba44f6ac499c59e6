using PosCloud.Protocol;
using PosCloud.Protocol.Errors;

namespace PosCloud.Hub.Replication;

/// <summary>What came of reading a body.</summary>
internal abstract record BodyOutcome
{
    private BodyOutcome()
    {
    }

    /// <summary>What its sender is told; null when it can be used.</summary>
    public (SyncErrorCode Code, string Message)? Refusal => this switch
    {
        TooLarge large => (SyncErrorCode.TooLarge, $"A request has at most {large.MaxBytes} bytes."),
        TooSlow => (
            SyncErrorCode.TooLarge,
            $"A request's body arrives within {ProtocolLimits.MaxBodySeconds} seconds and with at least {ProtocolLimits.MinBodyBytesPerSecond} bytes per second."),
        Malformed malformed => (SyncErrorCode.Malformed, malformed.Problem),
        _ => null,
    };

    /// <param name="WireBytes">Length as sent, before decompression.</param>
    public sealed record Complete(ReadOnlyMemory<byte> Content, long WireBytes) : BodyOutcome;

    public sealed record TooLarge(int MaxBytes) : BodyOutcome;

    public sealed record TooSlow : BodyOutcome;

    public sealed record Malformed(string Problem) : BodyOutcome;
}
