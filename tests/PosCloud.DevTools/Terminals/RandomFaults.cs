using System.Net;

namespace PosCloud.DevTools.Terminals;

/// <summary>
/// A bad line, by a seed: requests that never arrive, answers that get lost, requests that arrive twice at the same moment,
/// late ones, and bodies that break off on the way there or back.
/// </summary>
internal sealed class RandomFaults(int seed)
{
    private const int MostDelayMilliseconds = 1_500;
    private readonly Random _random = new(seed);
    private readonly Lock _gate = new();

    /// <summary>A fault was done; says which.</summary>
    public event Action<string>? Happened;

    /// <summary>Part of the requests that go wrong, from 0 to 1.</summary>
    public double Share { get; set; }

    public HttpMessageHandler CreateHandler() => new Handler(this);

    private (Kind? Fault, int Milliseconds) Draw()
    {
        lock (_gate)
        {
            return _random.NextDouble() < Share ? (_random.GetItems(Enum.GetValues<Kind>(), 1)[0], _random.Next(MostDelayMilliseconds)) : (null, 0);
        }
    }

    private enum Kind
    {
        LostRequest,
        LostAnswer,
        Duplicate,
        Delay,
        CutRequest,
        CutAnswer,
    }

    private sealed class Handler(RandomFaults faults) : DelegatingHandler(new SocketsHttpHandler
    {
        AutomaticDecompression = DecompressionMethods.All, UseCookies = false, AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(2.5),
    })
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var (fault, milliseconds) = faults.Draw();
            if (fault is not { } kind) return await base.SendAsync(request, cancellationToken);
            faults.Happened?.Invoke(kind.ToString());
            switch (kind)
            {
                case Kind.LostRequest:
                    throw Lost(HttpRequestError.ConnectionError);
                case Kind.LostAnswer:
                    (await base.SendAsync(request, cancellationToken)).Dispose();
                    throw Lost(HttpRequestError.ResponseEnded);
                case Kind.Duplicate:
                    var copy = await CopyAsync(request, cancellationToken);
                    var answers = await Task.WhenAll(base.SendAsync(request, cancellationToken), base.SendAsync(copy, cancellationToken));
                    answers[1].Dispose();
                    return answers[0];
                case Kind.CutRequest when request.Content is not null:
                    request.Content = await HalfContent.OfAsync(request.Content, cancellationToken);
                    return await base.SendAsync(request, cancellationToken);
                case Kind.CutAnswer:
                    var answer = await base.SendAsync(request, cancellationToken);
                    answer.Content = await HalfContent.OfAsync(answer.Content, cancellationToken);
                    return answer;
                default:
                    await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System, cancellationToken);
                    return await base.SendAsync(request, cancellationToken);
            }
        }

        private static HttpRequestException Lost(HttpRequestError error) => new(error, "Lost on the way, on purpose");

        private static async Task<HttpRequestMessage> CopyAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Version = request.Version, VersionPolicy = request.VersionPolicy };
            foreach (var (name, values) in request.Headers) copy.Headers.TryAddWithoutValidation(name, values);
            if (request.Content is not { } content) return copy;
            copy.Content = new ByteArrayContent(await content.ReadAsByteArrayAsync(cancellationToken));
            foreach (var (name, values) in content.Headers) copy.Content.Headers.TryAddWithoutValidation(name, values);
            return copy;
        }
    }
}
