using System.Text.Json;
using Dotmim.Sync;
using Dotmim.Sync.Serialization;
using Dotmim.Sync.Web.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PosCloud.Protocol;
using PosCloud.Protocol.Errors;

namespace PosCloud.Hub.Dotmim;

/// <summary>Dotmim's server for one request, with its limits and its words for errors replaced by ours.</summary>
internal sealed partial class HubAgent(
    CoreProvider provider, SyncSetup setup, SyncOptions options, string scopeName, HubRepairs repairs, TimeProvider clock, ILogger log)
    : WebServerAgent(provider, setup, options, null, scopeName)
{
    /// <summary>Kilobytes of a batch, as the terminal may ask for them.</summary>
    private const int MaxBatch = 1_000;

    public override (int ClientBatchSize, ISerializerFactory ClientSerializer) GetClientSerializer(string serializerInfoString)
    {
        var (size, serializer) = base.GetClientSerializer(serializerInfoString);
        return (Math.Min(size, MaxBatch), serializer);
    }

    /// <summary>The library's own answer names the database and its server even when it is told to be brief.</summary>
    public override Task WriteExceptionAsync(HttpRequest httpRequest, HttpResponse httpResponse, Exception exception)
    {
        if (!repairs.QuietErrors) return base.WriteExceptionAsync(httpRequest, httpResponse, exception);
        var refused = Find(exception);
        if (refused is null) LogFailed(exception, ScopeName);
        var (code, message) = refused is null ? (SyncErrorCode.Busy, "The hub can't answer now; come again soon.") : (refused.Code, refused.Message);
        httpResponse.StatusCode = refused is null ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status403Forbidden;
        httpResponse.ContentType = "application/json";
        return httpResponse.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(new ErrorAnswer(code, message, clock.GetUtcNow()), ProtocolJson.Wire.ErrorAnswer)).AsTask();
    }

    private static RefusedException? Find(Exception? exception) => exception is null ? null : exception as RefusedException ?? Find(exception.InnerException);

    [LoggerMessage(2021, LogLevel.Error, "A Dotmim request of scope {Scope} failed; the terminal was told to come again")]
    private partial void LogFailed(Exception problem, string scope);
}
