using PosCloud.Protocol;

namespace PosCloud.Simulation.Link;

/// <summary>A line without faults.</summary>
internal sealed class PlainLine(Func<WireRequest, Task<WireAnswer>> hub) : HttpMessageHandler
{
    public static async Task<WireRequest> OnWireAsync(HttpRequestMessage request) => new(
        request.RequestUri!.AbsolutePath,
        request.Headers.Authorization?.ToString(),
        request.Headers.TryGetValues(Routes.CertificateHeader, out var certificate) ? certificate.First() : null,
        request.Content?.Headers.ContentEncoding.FirstOrDefault(),
        request.Content?.Headers.ContentType?.ToString(),
        request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(),
        request.Headers.Range?.ToString());

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        (await hub(await OnWireAsync(request))).ToMessage(request);
}
