using System.Text.Json;
using PosCloud.Domain.Identity;
using PosCloud.Grains.Nudging;
using PosCloud.HubStorage.Carrying;
using PosCloud.Protocol;
using PosCloud.Protocol.Errors;
using PosCloud.Protocol.Sync;

namespace PosCloud.Hub.Replication;

/// <summary><c>POST /v1/hello</c>: what a terminal asks before and after an engine that moves rows by itself.</summary>
internal sealed partial class HelloEndpoint(
    DeviceTokens tokens, HelloDesk desk, GrainTeller teller, EngineSettings settings, IStreamNudge nudge, TimeProvider clock, ILogger<HelloEndpoint> log)
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
                    await AnswerAsync(context, caller.Terminal, began);
                    break;
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The terminal went away; it asks again.
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
            case BodyOutcome.Complete body when Read(body.Content) is { } hello:
                await DecideAsync(context, hello, new SyncObservation(terminal, hello.Sync, [], body.WireBytes, clock.GetUtcNow(), began));
                break;
            default:
                await RefuseAsync(context, SyncErrorCode.Malformed, "The body isn't a hello.");
                break;
        }
    }

    private async Task DecideAsync(HttpContext context, HelloRequest hello, SyncObservation observation)
    {
        if (!settings.Serves(hello.Sync.Engine) || string.Equals(hello.Sync.Engine, EngineSettings.Direct, StringComparison.OrdinalIgnoreCase))
        {
            await RefuseAsync(context, SyncErrorCode.Engine, ReplicationEngines.Refusal(settings, hello.Sync.Engine));
            return;
        }

        var session = Guid.CreateVersion7(observation.At).ToString("N");
        switch (await desk.AnswerAsync(observation.Terminal, hello, SyncTurn.Serves(hello.Sync), session, CancellationToken.None))
        {
            case HelloOutcome.Answered answered:
                await SendAsync(context, observation, answered);
                break;
            case HelloOutcome.Malformed malformed:
                await RefuseAsync(context, SyncErrorCode.Malformed, malformed.Problem);
                break;
            default:
                await RefuseAsync(context, SyncErrorCode.Credential, $"The hub knows no terminal {observation.Terminal}; enrol the device again.");
                break;
        }
    }

    private async Task SendAsync(HttpContext context, SyncObservation observation, HelloOutcome.Answered answered)
    {
        foreach (var moved in answered.Taken.Outcomes.SelectMany(taken => taken.Moved).Concat(answered.Standing.Moved).DistinctBy(moved => moved.Stream)) nudge.Moved(moved.Stream);
        var bytes = await AnswerWriter.WriteAsync(context, answered.Answer, ProtocolJson.Wire.HelloAnswer, context.RequestAborted);
        var observed = (observation with { Facts = answered.Taken.Facts }).Greeted(answered, bytes, clock);
        SyncMeasurements.Record(observed, answered.Taken.Accepted, clock.GetElapsedTime(observation.Began));
        await context.Response.CompleteAsync();
        await teller.TellAsync(observation.Terminal, observed);
    }

    // What the generated reader can't check: members that must be there for the request to make sense.
    private static HelloRequest? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body.Span, ProtocolJson.Wire.HelloRequest) is
                { Replica: not null, Sync: { Program: not null, Engine: not null, Acknowledged: not null, Report.Cause: not null } } hello ? hello : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private Task RefuseAsync(HttpContext context, SyncErrorCode code, string message) => AnswerWriter.RefuseAsync(context, code, message, clock.GetUtcNow());

    [LoggerMessage(2011, LogLevel.Error, "A hello failed; the terminal was told to come again")]
    private partial void LogFailed(Exception problem);
}
