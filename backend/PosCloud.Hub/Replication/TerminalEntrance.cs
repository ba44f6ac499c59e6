using System.Diagnostics;
using PosCloud.Domain.Identity;
using PosCloud.Grains.Telemetry;
using PosCloud.Protocol;
using PosCloud.Protocol.Errors;

namespace PosCloud.Hub.Replication;

/// <summary>The one way in for what terminals ask: credential first, then the whole body, and an answer in every case.</summary>
internal sealed partial class TerminalEntrance(DeviceTokens tokens, TimeProvider clock, ILogger<TerminalEntrance> log)
{
    /// <param name="answer">Called when the credential is valid, with the terminal it belongs to.</param>
    public async Task AdmitAsync(HttpContext context, Func<TerminalId, Task> answer)
    {
        try
        {
            switch (await tokens.CheckAsync(DeviceAuthentication.TokenOf(context.Request), DeviceAuthentication.CertificateOf(context.Request), context.RequestAborted))
            {
                case TokenOutcome.Refused refused:
                    await RefuseAsync(context, refused.Code, refused.Message);
                    break;
                case TokenOutcome.Valid caller:
                    Activity.Current?.SetTag("poscloud.terminal", caller.Terminal.Value);
                    await answer(caller.Terminal);
                    break;
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The terminal went away; it repeats what it isn't sure of.
        }
        // The outermost place: a terminal must always learn that it may come again.
        catch (Exception problem)
        {
            LogFailed(problem, context.Request.Path);
            if (!context.Response.HasStarted) await RefuseAsync(context, SyncErrorCode.Busy, "The hub can't answer now; come again soon.");
        }
    }

    /// <summary>The body as sent; null when it was refused, and the terminal told why.</summary>
    public async Task<BodyOutcome.Complete?> ReadAsync(HttpContext context)
    {
        switch (await BodyReader.ReadAsync(context.Request, context.RequestAborted))
        {
            case BodyOutcome.Complete body:
                return body;
            case BodyOutcome.Malformed malformed:
                await RefuseAsync(context, SyncErrorCode.Malformed, malformed.Problem);
                return null;
            default:
                await RefuseAsync(context, SyncErrorCode.TooLarge, $"A request has at most {ProtocolLimits.MaxRequestBytes} bytes.");
                return null;
        }
    }

    public Task RefuseAsync(HttpContext context, SyncErrorCode code, string message)
    {
        HubTelemetry.SyncsRefused.Add(1, new KeyValuePair<string, object?>("code", code.ToString()));
        return AnswerWriter.RefuseAsync(context, code, message, clock.GetUtcNow());
    }

    [LoggerMessage(2001, LogLevel.Error, "A terminal's request to {Path} failed; it was told to come again")]
    private partial void LogFailed(Exception problem, string path);
}
