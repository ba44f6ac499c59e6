using System.Buffers;
using System.IO.Compression;
using PosCloud.Protocol;

namespace PosCloud.Hub.Replication;

/// <summary>Reads a request's whole body, decompressed, before anything is done with it: half a request does nothing.</summary>
internal static class BodyReader
{
    private const int Step = 64 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(ProtocolLimits.MaxBodySeconds);

    /// <param name="maxBytes">After decompression.</param>
    public static async Task<BodyOutcome> ReadAsync(HttpRequest request, int maxBytes, TimeProvider clock, CancellationToken cancellationToken)
    {
        var encoding = request.Headers.ContentEncoding.ToString();
        if (encoding is not ("" or "identity" or "gzip")) return new BodyOutcome.Malformed("Only Content-Encoding gzip is read.");
        if (request.ContentLength > maxBytes) return new BodyOutcome.TooLarge(maxBytes);
        // A body that trickles in would hold its place among the syncs for hours.
        using var late = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        var counted = new CountingStream(request.Body);
        try
        {
            await using var body = encoding == "gzip" ? new GZipStream(counted, CompressionMode.Decompress, leaveOpen: true) : (Stream)counted;
            var content = await ReadAllAsync(body, (int)(request.ContentLength ?? Step), maxBytes, either.Token);
            return content is null ? new BodyOutcome.TooLarge(maxBytes) : new BodyOutcome.Complete(content.Value, counted.BytesRead);
        }
        catch (InvalidDataException)
        {
            return new BodyOutcome.Malformed("The body isn't valid gzip.");
        }
        catch (BadHttpRequestException cut) when (cut.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return new BodyOutcome.TooLarge(maxBytes);
        }
        catch (BadHttpRequestException slow) when (slow.StatusCode == StatusCodes.Status408RequestTimeout)
        {
            return new BodyOutcome.TooSlow();
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new BodyOutcome.TooSlow();
        }
        catch (IOException)
        {
            return new BodyOutcome.Malformed("The body is cut off.");
        }
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadAllAsync(Stream body, int expected, int maxBytes, CancellationToken cancellationToken)
    {
        var content = new MemoryStream(Math.Clamp(expected, 256, maxBytes));
        var buffer = ArrayPool<byte>.Shared.Rent(Step);
        try
        {
            for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                if (content.Length + read > maxBytes) return null;
                content.Write(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return content.GetBuffer().AsMemory(0, (int)content.Length);
    }
}
