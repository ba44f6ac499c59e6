using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.Json;
using PosCloud.Protocol;
using PosCloud.Protocol.Sync;

namespace PosCloud.SystemTests.Stage;

/// <summary>A sync request as it left the terminal, to be looked into, changed or sent again.</summary>
internal sealed record SentSync(Uri Address, string Token, SyncRequest Request, IReadOnlyList<FactFrame> Facts)
{
    /// <summary>Null for a request that isn't a sync.</summary>
    public static async Task<SentSync?> ReadAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        if (request.RequestUri?.AbsolutePath != Routes.Sync) return null;
        var body = await request.Content!.ReadAsByteArrayAsync(cancellation);
        if (request.Content.Headers.ContentEncoding.Contains("gzip"))
        {
            using var unpacked = new MemoryStream();
            await using (var gzip = new GZipStream(new MemoryStream(body), CompressionMode.Decompress)) await gzip.CopyToAsync(unpacked, cancellation);
            body = unpacked.ToArray();
        }

        Assert.True(SyncBody.TryRead(body, out var head, out var facts, out var problem), problem);
        return new SentSync(request.RequestUri, request.Headers.Authorization!.Parameter!, head!, facts);
    }

    public static async Task<SyncAnswer> AnswerAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        response.EnsureSuccessStatusCode();
        return JsonSerializer.Deserialize(await response.Content.ReadAsByteArrayAsync(cancellation), ProtocolJson.Wire.SyncAnswer)!;
    }

    public HttpRequestMessage ToMessage() => new(HttpMethod.Post, Address)
    {
        Headers = { Authorization = new AuthenticationHeaderValue("Bearer", Token) },
        Content = ToContent(),
    };

    public ByteArrayContent ToContent() => new(SyncBody.Write(Request, Facts))
    {
        Headers = { ContentType = new MediaTypeHeaderValue(Routes.SyncMediaType) },
    };
}
