using System.Net;
using System.Net.Http.Headers;

namespace PosCloud.Simulation.Link;

/// <summary>An answer as bytes on the line.</summary>
/// <param name="ContentRange">Which part of a file it is.</param>
internal sealed record WireAnswer(int Status, string? ContentType, string? RetryAfter, byte[] Body, string? ContentRange = null)
{
    public HttpResponseMessage ToMessage(HttpRequestMessage request)
    {
        var content = new ByteArrayContent(Body);
        if (ContentType is not null) content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
        if (ContentRange is not null) content.Headers.ContentRange = ContentRangeHeaderValue.Parse(ContentRange);
        var message = new HttpResponseMessage((HttpStatusCode)Status) { Content = content, RequestMessage = request };
        if (RetryAfter is not null) message.Headers.TryAddWithoutValidation("Retry-After", RetryAfter);
        return message;
    }
}
