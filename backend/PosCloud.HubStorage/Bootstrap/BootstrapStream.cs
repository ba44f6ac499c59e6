namespace PosCloud.HubStorage.Bootstrap;

/// <summary>
/// A file on the shelf as a stream that can begin anywhere. Each piece is read in a transaction of its own, so a slow
/// terminal keeps no snapshot open.
/// </summary>
public sealed class BootstrapStream : Stream
{
    private readonly BootstrapShelf _shelf;
    private readonly BootstrapFile _file;
    private long _position;
    private (long Number, byte[] Bytes)? _piece;

    internal BootstrapStream(BootstrapShelf shelf, BootstrapFile file) => (_shelf, _file) = (shelf, file);

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _file.Bytes;

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position >= _file.Bytes || buffer.Length == 0) return 0;
        var (number, offset) = Math.DivRem(_position, BootstrapShelf.PartBytes);
        if (_piece?.Number != number) _piece = (number, await _shelf.ReadPartAsync(_file, number, cancellationToken));
        var rest = _piece.Value.Bytes.AsMemory((int)offset);
        var taken = Math.Min(buffer.Length, rest.Length);
        rest[..taken].CopyTo(buffer);
        _position += taken;
        return taken;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A database is read asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => _file.Bytes + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
