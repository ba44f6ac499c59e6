namespace PosCloud.SystemTests.Bootstrap;

/// <summary>A body that goes wrong at a byte: it breaks off, ends early, or has one bit flipped.</summary>
internal sealed class SpoiltStream(Stream inner, long at, SpoiltStream.Fault fault) : ReadOnlyStream
{
    private long _read;

    public enum Fault
    {
        /// <summary>The connection is reset.</summary>
        Breaks,

        /// <summary>It ends as if it were complete.</summary>
        Ends,

        /// <summary>One bit is another one.</summary>
        Flips,
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (fault != Fault.Flips)
        {
            if (_read >= at) return fault == Fault.Ends ? 0 : throw new IOException("The connection was reset.");
            buffer = buffer[..(int)Math.Min(buffer.Length, at - _read)];
        }

        var read = await inner.ReadAsync(buffer, cancellationToken);
        if (fault == Fault.Flips && at >= _read && at < _read + read) buffer.Span[(int)(at - _read)] ^= 0x10;
        _read += read;
        return read;
    }
}
