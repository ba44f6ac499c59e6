using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PosCloud.Protocol;
using PosCloud.Protocol.Errors;

namespace PosCloud.Hub.Replication;

/// <summary>Writes answers: JSON, compressed when that pays and the terminal takes it.</summary>
internal static class AnswerWriter
{
    // Below one packet compression saves no time on any line.
    private const int CompressFromBytes = 1_024;

    private const int BusyRetryAfterSeconds = 2;

    /// <summary>Answers the number of bytes on the wire.</summary>
    public static async Task<long> WriteAsync<T>(HttpContext context, T answer, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(answer, type);
        var accepted = json.Length < CompressFromBytes ? "" : context.Request.Headers.AcceptEncoding.ToString();
        var body = json;
        if (accepted.Contains("br", StringComparison.Ordinal))
        {
            body = Compress(json, stream => new BrotliStream(stream, CompressionLevel.Fastest, leaveOpen: true));
            context.Response.Headers.ContentEncoding = "br";
        }
        else if (accepted.Contains("gzip", StringComparison.Ordinal))
        {
            body = Compress(json, stream => new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true));
            context.Response.Headers.ContentEncoding = "gzip";
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, cancellationToken);
        return body.Length;
    }

    /// <summary>A refusal with its public code; the HTTP status is the one PROTOCOL.md lists.</summary>
    public static Task RefuseAsync(HttpContext context, SyncErrorCode code, string message, DateTimeOffset now, int? retryAfterSeconds = null)
    {
        context.Response.StatusCode = StatusOf(code);
        var wait = retryAfterSeconds ?? (code == SyncErrorCode.Busy ? BusyRetryAfterSeconds : null);
        if (wait is { } seconds) context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return WriteAsync(context, new ErrorAnswer(code, message, now), ProtocolJson.Wire.ErrorAnswer, CancellationToken.None);
    }

    private static int StatusOf(SyncErrorCode code) => code switch
    {
        SyncErrorCode.TooLarge => StatusCodes.Status413PayloadTooLarge,
        SyncErrorCode.Credential or SyncErrorCode.Clock => StatusCodes.Status401Unauthorized,
        SyncErrorCode.Revoked or SyncErrorCode.EnrolmentCode => StatusCodes.Status403Forbidden,
        SyncErrorCode.RateLimit => StatusCodes.Status429TooManyRequests,
        SyncErrorCode.Version => StatusCodes.Status426UpgradeRequired,
        SyncErrorCode.Gone => StatusCodes.Status410Gone,
        SyncErrorCode.Busy => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status400BadRequest,
    };

    private static byte[] Compress(byte[] json, Func<Stream, Stream> compressor)
    {
        using var target = new MemoryStream(json.Length / 3);
        using (var stream = compressor(target)) stream.Write(json);
        return target.ToArray();
    }
}
