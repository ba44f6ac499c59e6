using PosCloud.Domain.Identity;
using PosCloud.Grains.Contracts.Terminals;
using PosCloud.Grains.Nudging;
using PosCloud.Protocol;
using PosCloud.Protocol.Errors;
using PosCloud.Protocol.Sync;

namespace PosCloud.Hub.Replication;

/// <summary><c>POST /v1/sync</c>: credential, whole body, decision, answer; then the terminal's grain hears of it.</summary>
internal sealed class SyncEndpoint(TerminalEntrance entrance, SyncTurn turn, BootstrapLoop files, GrainTeller teller, IStreamNudge nudge, TimeProvider clock)
{
    public Task HandleAsync(HttpContext context)
    {
        var began = clock.GetTimestamp();
        return entrance.AdmitAsync(context, terminal => AnswerAsync(context, terminal, began));
    }

    private async Task AnswerAsync(HttpContext context, TerminalId terminal, long began)
    {
        if (await entrance.ReadAsync(context) is not { } body) return;
        if (SyncBody.TryRead(body.Content, out var request, out var facts, out var problem))
            await DecideAsync(context, new SyncObservation(terminal, request!, facts, body.WireBytes, clock.GetUtcNow(), began));
        else await entrance.RefuseAsync(context, SyncErrorCode.Malformed, problem ?? "The body isn't a sync request.");
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
                await entrance.RefuseAsync(context, refused.Code, refused.Message);
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
}
