using System.Diagnostics;
using PosCloud.Domain.Identity;
using PosCloud.Grains.Contracts.Terminals;
using PosCloud.Grains.Nudging;
using PosCloud.Grains.Telemetry;
using PosCloud.Protocol;
using PosCloud.Protocol.Errors;
using PosCloud.Protocol.Sync;

namespace PosCloud.Hub.Replication;

/// <summary><c>POST /v1/sync</c>: credential, whole body, decision, answer; then the terminal's grain hears of it.</summary>
internal sealed partial class SyncEndpoint(
    DeviceTokens tokens, SyncTurn turn, BootstrapLoop files, GrainTeller teller, IStreamNudge nudge, TimeProvider clock, ILogger<SyncEndpoint> log)
{
    public async Task HandleAsync(HttpContext context)
    {
        var began = clock.GetTimestamp();
        try
        {
            switch (await tokens.CheckAsync(DeviceAuthentication.TokenOf(context.Request), DeviceAuthentication.CertificateOf(context.Request), context.RequestAborted))
            {
                case TokenOutcome.Refused refused:
                    await RefuseAsync(context, refused.Code, refused.Message);
                    break;
                case TokenOutcome.Valid caller:
                    Activity.Current?.SetTag("poscloud.terminal", caller.Terminal.Value);
                    await AnswerAsync(context, caller.Terminal, began);
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
            LogFailed(problem);
            if (!context.Response.HasStarted) await RefuseAsync(context, SyncErrorCode.Busy, "The hub can't answer now; come again soon.");
        }
    }

    private async Task AnswerAsync(HttpContext context, TerminalId terminal, long began)
    {
        switch (await BodyReader.ReadAsync(context.Request, context.RequestAborted))
        {
            case BodyOutcome.TooLarge:
                await RefuseAsync(context, SyncErrorCode.TooLarge, $"A request has at most {ProtocolLimits.MaxRequestBytes} bytes.");
                break;
            case BodyOutcome.Malformed malformed:
                await RefuseAsync(context, SyncErrorCode.Malformed, malformed.Problem);
                break;
            case BodyOutcome.Complete body:
                if (SyncBody.TryRead(body.Content, out var request, out var facts, out var problem))
                    await DecideAsync(context, new SyncObservation(terminal, request!, facts, body.WireBytes, clock.GetUtcNow(), began));
                else await RefuseAsync(context, SyncErrorCode.Malformed, problem ?? "The body isn't a sync request.");
                break;
        }
    }

    private async Task DecideAsync(HttpContext context, SyncObservation observation)
    {
        var session = Guid.CreateVersion7(observation.At).ToString("N");
        // From here on the facts are taken even if the terminal hangs up: it would only send them again.
        var decision = await WithFileAsync(
            await turn.DecideAsync(observation.Terminal, observation.Request, observation.Facts, session, CancellationToken.None),
            observation.Request,
            context.RequestAborted);
        switch (decision)
        {
            case SyncDecision.Refused refused:
                await RefuseAsync(context, refused.Code, refused.Message);
                await TellAsync(context, observation.Terminal, observation.Refused(refused.Code, clock));
                break;
            case SyncDecision.Answered answered:
                observation.RecordSales(answered.Taken, clock);
                foreach (var moved in answered.Taken.Moved) nudge.Moved(moved.Stream);
                var bytes = await AnswerWriter.WriteAsync(context, answered.Answer, ProtocolJson.Wire.SyncAnswer, context.RequestAborted);
                var observed = observation.Answered(answered, bytes, clock);
                SyncMeasurements.Record(observed, answered.Taken.Accepted, clock.GetElapsedTime(observation.Began));
                await TellAsync(context, observation.Terminal, observed);
                break;
        }
    }

    private async Task<SyncDecision> WithFileAsync(SyncDecision decision, SyncRequest request, CancellationToken cancellationToken)
    {
        if (decision is not SyncDecision.Answered { FileDue: { } store } answered) return decision;
        if (answered.Answer.State?.Bootstrap is not { File: null })
        {
            // It gets the old file; the next terminal gets the new one.
            files.Ask(store);
            return decision;
        }

        return await files.AskAndWaitAsync(store, cancellationToken) ? await turn.ReadAgainAsync(answered, store, request, cancellationToken) : decision;
    }

    // The answer is complete before the grain is called: reconciliation never delays the terminal.
    private async Task TellAsync(HttpContext context, TerminalId terminal, SyncObserved observed)
    {
        await context.Response.CompleteAsync();
        await teller.TellAsync(terminal, observed);
    }

    private Task RefuseAsync(HttpContext context, SyncErrorCode code, string message)
    {
        HubTelemetry.SyncsRefused.Add(1, new KeyValuePair<string, object?>("code", code.ToString()));
        return AnswerWriter.RefuseAsync(context, code, message, clock.GetUtcNow());
    }

    [LoggerMessage(2001, LogLevel.Error, "A sync failed; the terminal was told to come again")]
    private partial void LogFailed(Exception problem);
}
