namespace PosCloud.SystemTests.Bootstrap;

/// <summary>Does something before each reading: what else happens in the shop while a file comes.</summary>
internal sealed class CallingStream(Stream inner, Action before) : ReadOnlyStream
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        before();
        return inner.ReadAsync(buffer, cancellationToken);
    }
}
