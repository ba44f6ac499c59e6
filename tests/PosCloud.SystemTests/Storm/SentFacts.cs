using System.IO.Compression;
using PosCloud.Protocol;
using PosCloud.Protocol.Sync;
using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Storm;

/// <summary>Counts what a terminal sends and how often it was asked to come back.</summary>
internal sealed class SentFacts
{
    private int _taken;
    private int _refused;

    /// <summary>Facts in requests that the hub answered.</summary>
    public int Taken => _taken;

    public int Refused => _refused;

    public void Watch(HubLine line) => line.Rule = async (request, send, cancellation) =>
    {
        var facts = request.RequestUri!.AbsolutePath == Routes.Sync ? await CountAsync(request.Content!, cancellation) : 0;
        var response = await send();
        if (response.IsSuccessStatusCode) Interlocked.Add(ref _taken, facts);
        else if (response.Headers.RetryAfter is not null) Interlocked.Increment(ref _refused);
        return response;
    };

    private static async Task<int> CountAsync(HttpContent content, CancellationToken cancellation)
    {
        var body = await content.ReadAsByteArrayAsync(cancellation);
        if (content.Headers.ContentEncoding.Contains("gzip"))
        {
            using var plain = new MemoryStream();
            await using var gzip = new GZipStream(new MemoryStream(body), CompressionMode.Decompress);
            await gzip.CopyToAsync(plain, cancellation);
            body = plain.ToArray();
        }

        return SyncBody.TryRead(body, out _, out var facts, out _) ? facts.Count : 0;
    }
}
