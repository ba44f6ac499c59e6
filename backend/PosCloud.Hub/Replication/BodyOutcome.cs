namespace PosCloud.Hub.Replication;

/// <summary>What came of reading a body.</summary>
internal abstract record BodyOutcome
{
    private BodyOutcome()
    {
    }

    /// <param name="WireBytes">Length as sent, before decompression.</param>
    public sealed record Complete(ReadOnlyMemory<byte> Content, long WireBytes) : BodyOutcome;

    public sealed record TooLarge : BodyOutcome;

    public sealed record Malformed(string Problem) : BodyOutcome;
}
