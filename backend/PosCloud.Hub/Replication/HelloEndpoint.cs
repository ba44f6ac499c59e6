using System.Text.Json;
using PosCloud.Domain.Identity;
using PosCloud.Grains.Nudging;
using PosCloud.HubStorage.Backups;
using PosCloud.HubStorage.Carrying;
using PosCloud.Protocol;
using PosCloud.Protocol.Errors;
using PosCloud.Protocol.Sync;

namespace PosCloud.Hub.Replication;

/// <summary><c>POST /v1/hello</c>: what a terminal asks before and after an engine that moves rows by itself.</summary>
internal sealed class HelloEndpoint(TerminalEntrance entrance, HelloDesk desk, DurableFacts durable, GrainTeller teller, EngineSettings settings, IStreamNudge nudge, TimeProvider clock)
{
    public Task HandleAsync(HttpContext context)
    {
        var began = clock.GetTimestamp();
        return entrance.AdmitAsync(context, terminal => AnswerAsync(context, terminal, began));
    }

    private async Task AnswerAsync(HttpContext context, TerminalId terminal, long began)
    {
        if (await entrance.ReadAsync(context) is not { } body) return;
        if (Read(body.Content) is { } hello) await DecideAsync(context, hello, new SyncObservation(terminal, hello.Sync, [], body.WireBytes, clock.GetUtcNow(), began));
        else await entrance.RefuseAsync(context, SyncErrorCode.Malformed, "The body isn't a hello.");
    }

    private async Task DecideAsync(HttpContext context, HelloRequest hello, SyncObservation observation)
    {
        if (!settings.Serves(hello.Sync.Engine) || string.Equals(hello.Sync.Engine, EngineSettings.Direct, StringComparison.OrdinalIgnoreCase))
        {
            await entrance.RefuseAsync(context, SyncErrorCode.Engine, ReplicationEngines.Refusal(settings, hello.Sync.Engine));
            return;
        }

        var session = Guid.CreateVersion7(observation.At).ToString("N");
        switch (await desk.AnswerAsync(observation.Terminal, hello, SyncTurn.Serves(hello.Sync), session, CancellationToken.None))
        {
            case HelloOutcome.Answered answered:
                await SendAsync(context, observation, answered);
                break;
            case HelloOutcome.Malformed malformed:
                await entrance.RefuseAsync(context, SyncErrorCode.Malformed, malformed.Problem);
                break;
            default:
                await entrance.RefuseAsync(context, SyncErrorCode.Credential, $"The hub knows no terminal {observation.Terminal}; enrol the device again.");
                break;
        }
    }

    private async Task SendAsync(HttpContext context, SyncObservation observation, HelloOutcome.Answered answered)
    {
        foreach (var moved in answered.Taken.Outcomes.SelectMany(taken => taken.Moved).Concat(answered.Standing.Moved).DistinctBy(moved => moved.Stream)) nudge.Moved(moved.Stream);
        var safe = await durable.OfAsync(observation.Terminal, answered.Answer.HubEpoch, context.RequestAborted);
        var bytes = await AnswerWriter.WriteAsync(context, answered.Answer with { DurableThrough = safe }, ProtocolJson.Wire.HelloAnswer, context.RequestAborted);
        var observed = (observation with { Facts = answered.Taken.Facts }).Greeted(answered, bytes, clock);
        SyncMeasurements.Record(observed, answered.Taken.Accepted, clock.GetElapsedTime(observation.Began));
        await context.Response.CompleteAsync();
        await teller.TellAsync(observation.Terminal, observed);
    }

    private static HelloRequest? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            var hello = JsonSerializer.Deserialize(body.Span, ProtocolJson.Wire.HelloRequest);
            return RequestRules.Problem(hello) is null ? hello : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
