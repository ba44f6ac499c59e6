using System.Diagnostics;
using PosCloud.Domain.Identity;
using PosCloud.Grains.Telemetry;
using PosCloud.Protocol;
using PosCloud.Protocol.Errors;

namespace PosCloud.Hub.Replication;

/// <summary>The one way in for what terminals ask: credential first, then the whole body, and an answer in every case.</summary>
internal sealed partial class TerminalEntrance(DeviceTokens tokens, OpenRequests open, TimeProvider clock, ILogger<TerminalEntrance> log)
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
                    await InTurnAsync(context, caller.Terminal, answer);
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
        var body = await BodyReader.ReadAsync(context.Request, ProtocolLimits.MaxRequestBytes, clock, context.RequestAborted);
        if (body is BodyOutcome.Complete complete) return complete;
        var (code, message) = body.Refusal ?? (SyncErrorCode.Malformed, "The body can't be read.");
        await RefuseAsync(context, code, message);
        return null;
    }

    public Task RefuseAsync(HttpContext context, SyncErrorCode code, string message)
    {
        HubTelemetry.SyncsRefused.Add(1, new KeyValuePair<string, object?>("code", code.ToString()));
        return AnswerWriter.RefuseAsync(context, code, message, clock.GetUtcNow());
    }

    /// <summary>One terminal, or many devices with its key, can't take all the places.</summary>
    private async Task InTurnAsync(HttpContext context, TerminalId terminal, Func<TerminalId, Task> answer)
    {
        if (!open.TryEnter(terminal))
        {
            await RefuseAsync(context, SyncErrorCode.Busy, $"This terminal has {ProtocolLimits.MaxRequestsOfTerminal} requests open already; come again soon.");
            return;
        }

        try
        {
            await answer(terminal);
        }
        finally
        {
            open.Leave(terminal);
        }
    }

    [LoggerMessage(2001, LogLevel.Error, "A terminal's request to {Path} failed; it was told to come again")]
    private partial void LogFailed(Exception problem, string path);
}
