using System.Net;

namespace PosCloud.DevTools.Terminals;

/// <summary>A body that promises its whole length and breaks off in the middle.</summary>
internal sealed class HalfContent : HttpContent
{
    private readonly byte[] _bytes;

    private HalfContent(byte[] bytes) => _bytes = bytes;

    public static async Task<HalfContent> OfAsync(HttpContent content, CancellationToken cancellation)
    {
        var half = new HalfContent(await content.ReadAsByteArrayAsync(cancellation));
        foreach (var (name, values) in content.Headers) half.Headers.TryAddWithoutValidation(name, values);
        return half;
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(_bytes.AsMemory(0, _bytes.Length / 2));
        await stream.FlushAsync();
        throw new IOException("Broken off in the middle, on purpose");
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _bytes.Length;
        return true;
    }
}
