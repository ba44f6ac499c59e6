using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PosCloud.Protocol;
using PosCloud.Protocol.Errors;

namespace PosCloud.Terminal.Engine.Sync;

/// <summary>
/// One request to the hub and its answer, checked strictly: everything that isn't a complete, well-formed answer of a hub
/// is a <see cref="SyncFailedException"/> that says in words what was wrong.
/// </summary>
internal sealed class HubHttp : IDisposable
{
    private const int MaxAnswerBytes = 32 * 1024 * 1024;
    private readonly HttpClient _client;
    private readonly TimeProvider _clock;
    private readonly TerminalEngineOptions _options;

    public HubHttp(TerminalEngineOptions options, TimeProvider clock)
    {
        (_options, _clock) = (options, clock);
        var handler = options.HttpHandler?.Invoke() ?? new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(2.5),
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
            // A hub behind a name may move; a terminal runs for months.
            PooledConnectionLifetime = TimeSpan.FromMinutes(15),
            UseCookies = false,
            AllowAutoRedirect = false,
        };
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MaxAnswerBytes };
    }

    /// <exception cref="SyncFailedException">No usable answer.</exception>
    public async Task<HubAnswer<T>> SendAsync<T>(HttpRequestMessage request, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        using var timeout = new CancellationTokenSource(_options.RequestTimeout, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            request.Headers.UserAgent.TryParseAdd("poscloud-terminal/" + _options.Program);
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseContentRead, both.Token).ConfigureAwait(false);
            var bytes = await response.Content.ReadAsByteArrayAsync(both.Token).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.OK) throw Refusal(response, bytes);
            return new HubAnswer<T>(Parse(bytes, type, response.Content.Headers.ContentType?.MediaType), bytes.Length);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new SyncFailedException($"The hub did not answer within {_options.RequestTimeout.TotalSeconds:0} seconds.");
        }
        catch (HttpRequestException problem)
        {
            throw new SyncFailedException(Words(problem, request.RequestUri!), cause: problem);
        }
        catch (Exception problem) when (IsBroken(problem))
        {
            throw new SyncFailedException("The hub's answer broke off in the middle.", cause: problem);
        }
    }

    /// <summary>An answer whose body is read by the caller, as far as it wants.</summary>
    /// <exception cref="SyncFailedException">No usable answer.</exception>
    public async Task<HttpResponseMessage> OpenAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(_options.RequestTimeout, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            request.Headers.UserAgent.TryParseAdd("poscloud-terminal/" + _options.Program);
            var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token).ConfigureAwait(false);
            if (response.IsSuccessStatusCode) return response;
            using (response) throw Refusal(response, await response.Content.ReadAsByteArrayAsync(both.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new SyncFailedException($"The hub did not answer within {_options.RequestTimeout.TotalSeconds:0} seconds.");
        }
        catch (HttpRequestException problem)
        {
            throw new SyncFailedException(Words(problem, request.RequestUri!), cause: problem);
        }
        catch (Exception problem) when (IsBroken(problem))
        {
            throw new SyncFailedException("The hub's answer broke off in the middle.", cause: problem);
        }
    }

    public void Dispose() => _client.Dispose();

    // Damaged Brotli is an InvalidOperationException of its stream, damaged gzip an InvalidDataException.
    private static bool IsBroken(Exception problem) =>
        problem is IOException or InvalidDataException or (InvalidOperationException and not ObjectDisposedException);

    private static T Parse<T>(byte[] bytes, JsonTypeInfo<T> type, string? mediaType)
        where T : class
    {
        if (mediaType != "application/json") throw new SyncFailedException($"What answered isn't a hub: it sent {mediaType ?? "something without a type"}.");
        try
        {
            return JsonSerializer.Deserialize(bytes, type) ?? throw new SyncFailedException("The hub's answer was empty.");
        }
        catch (JsonException problem)
        {
            throw new SyncFailedException("The hub's answer can't be read: " + problem.Message, cause: problem);
        }
    }

    private SyncFailedException Refusal(HttpResponseMessage response, byte[] bytes)
    {
        var wait = RetryAfter(response.Headers.RetryAfter);
        ErrorAnswer? error = null;
        try
        {
            if (response.Content.Headers.ContentType?.MediaType is "application/json" or "application/problem+json")
            {
                error = JsonSerializer.Deserialize(bytes, ProtocolJson.Wire.ErrorAnswer);
            }
        }
        catch (JsonException)
        {
            // Not one of our answers; the status alone has to do.
        }

        return error is { Code: not 0, Message: not null }
            ? new SyncFailedException(error.Message, error.Code, error.HubTime, wait)
            : new SyncFailedException($"What answered sent HTTP {(int)response.StatusCode} without a reason.", retryAfter: wait);
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header) =>
        header?.Delta ?? (header?.Date is { } date ? date - _clock.GetUtcNow() : null);

    private static string Words(HttpRequestException problem, Uri hub) => problem switch
    {
        { HttpRequestError: HttpRequestError.SecureConnectionError } or { InnerException: AuthenticationException } =>
            $"The certificate of {hub.Host} isn't valid for this hub. Check the address, or the hub's certificate.",
        { HttpRequestError: HttpRequestError.NameResolutionError } => $"The name {hub.Host} can't be found.",
        { HttpRequestError: HttpRequestError.ConnectionError } => $"No connection to {hub.Host}:{hub.Port}.",
        { HttpRequestError: HttpRequestError.ResponseEnded } or { InnerException: IOException } => "The hub's answer broke off in the middle.",
        { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => "The hub's answer is larger than this terminal accepts.",
        _ => "The hub's answer can't be used: " + problem.Message,
    };
}

/// <param name="Bytes">Size of the answer after decompression.</param>
internal sealed record HubAnswer<T>(T Body, long Bytes);
