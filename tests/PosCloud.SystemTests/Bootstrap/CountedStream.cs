namespace PosCloud.SystemTests.Bootstrap;

/// <summary>Reads on, and counts.</summary>
internal sealed class CountedStream(Stream inner, FileTraffic traffic) : ReadOnlyStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        traffic.Bytes += read;
        return read;
    }
}
