using System.Net;
using System.Net.Http.Headers;

namespace PosCloud.Simulation.Link;

/// <summary>An answer as bytes on the line.</summary>
internal sealed record WireAnswer(int Status, string? ContentType, string? RetryAfter, byte[] Body)
{
    public HttpResponseMessage ToMessage(HttpRequestMessage request)
    {
        var content = new ByteArrayContent(Body);
        if (ContentType is not null) content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
        var message = new HttpResponseMessage((HttpStatusCode)Status) { Content = content, RequestMessage = request };
        if (RetryAfter is not null) message.Headers.TryAddWithoutValidation("Retry-After", RetryAfter);
        return message;
    }
}
