using System.Buffers.Binary;
using System.Diagnostics;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace PosCloud.KillSwitch;

/// <summary>
/// Sends a body in eight pieces. After each but the last, once the system says that its bytes have left:
/// <c>answer 3 of 8 br /v1/sync</c>.
/// </summary>
internal sealed class AnswerStream(Stream real, HttpContext context) : Stream
{
    private const int Pieces = 8;

    // struct tcp_info of Linux: how many bytes of data a connection has sent.
    private const int ProtocolTcp = 6;
    private const int TcpInfo = 11;
    private const int InfoSize = 232;
    private const int BytesSent = 200;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        for (var piece = 1; piece <= Pieces; piece++)
        {
            var sent = Sent();
            var (from, to) = (buffer.Length * (piece - 1) / Pieces, buffer.Length * piece / Pieces);
            await real.WriteAsync(buffer[from..to], cancellationToken);
            if (piece == Pieces || from == to) continue;
            await real.FlushAsync(cancellationToken);
            for (var since = Stopwatch.GetTimestamp(); Sent() <= sent && Stopwatch.GetElapsedTime(since) < Limit;) await Task.Yield();
            var encoding = context.Response.Headers.ContentEncoding.ToString();
            Moments.Pass($"{AnswerMoments.Word} {piece} of {Pieces} {(encoding.Length == 0 ? "plain" : encoding)} {context.Request.Path}");
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => real.Write(buffer, offset, count);

    public override Task FlushAsync(CancellationToken cancellationToken) => real.FlushAsync(cancellationToken);

    public override void Flush() => real.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private long Sent()
    {
        if (context.Features.Get<IConnectionSocketFeature>()?.Socket is not { } socket) return 0;
        Span<byte> info = stackalloc byte[InfoSize];
        return socket.GetRawSocketOption(ProtocolTcp, TcpInfo, info) >= BytesSent + sizeof(long) ? BinaryPrimitives.ReadInt64LittleEndian(info[BytesSent..]) : 0;
    }
}
