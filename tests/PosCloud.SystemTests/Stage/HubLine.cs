using System.Net;

namespace PosCloud.SystemTests.Stage;

/// <summary>What a terminal's requests go through on their way to the hub; a test says what happens to them there.</summary>
public sealed class HubLine
{
    /// <summary>Called instead of the hub: gets the request and the way to the real hub.</summary>
    public Func<HttpRequestMessage, Func<Task<HttpResponseMessage>>, CancellationToken, Task<HttpResponseMessage>>? Rule { get; set; }

    /// <summary>Requests that the terminal sent, also those that never arrived.</summary>
    public int Requests { get; private set; }

    /// <summary>Nothing gets through, as with a pulled cable.</summary>
    public void Cut() => Rule = (_, _, _) => throw new HttpRequestException(HttpRequestError.ConnectionError, "The line is cut.");

    public void Join() => Rule = null;

    public HttpMessageHandler CreateHandler() => new Handler(this);

    private sealed class Handler(HubLine line) : DelegatingHandler(new SocketsHttpHandler
    {
        AutomaticDecompression = DecompressionMethods.All, UseCookies = false, AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(2.5),
    })
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            line.Requests++;
            return line.Rule is { } rule
                ? rule(request, () => base.SendAsync(request, cancellationToken), cancellationToken)
                : base.SendAsync(request, cancellationToken);
        }
    }
}
