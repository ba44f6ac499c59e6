using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PosCloud.Hub.Replication;
using PosCloud.HubStorage.Enrolment;
using PosCloud.Protocol;
using PosCloud.Protocol.Enrolment;
using PosCloud.Protocol.Errors;
using PosCloud.Protocol.Sync;
using PosCloud.Simulation.Link;

namespace PosCloud.Simulation.Hub;

/// <summary>
/// What the HTTP endpoints do with a request, by the same classes and without a network: credential, whole body, decision,
/// answer. Telling the terminal's grain is left to the scheduler, which does it now, later or twice.
/// </summary>
/// <param name="builds">Whether a terminal that needs a ready-made replica is held until it's there.</param>
internal sealed class HubEntrance(SimulatedHub hub, Func<bool> builds)
{
    // What sending a file asks the host for.
    private static readonly ServiceProvider Services = new ServiceCollection().AddLogging().BuildServiceProvider();

    public async Task<WireAnswer> AnswerAsync(WireRequest request)
    {
        var context = new DefaultHttpContext();
        using var body = new MemoryStream();
        context.Response.Body = body;
        context.Request.Body = new MemoryStream(request.Body, writable: false);
        context.Request.ContentLength = request.Body.Length;
        if (request.Authorization is not null) context.Request.Headers.Authorization = request.Authorization;
        if (request.Certificate is not null) context.Request.Headers[Routes.CertificateHeader] = request.Certificate;
        if (request.ContentEncoding is not null) context.Request.Headers.ContentEncoding = request.ContentEncoding;
        try
        {
            await (request.Path == Routes.Enrol ? EnrolAsync(context) : request.AsksForFile ? FileAsync(context, request) : SyncAsync(context));
        }
        catch (Exception problem) when (problem is not SimulatedCrashException)
        {
            if (!hub.Database.IsTransient(problem)) throw new HubFailedException(problem);
            await AnswerWriter.RefuseAsync(context, SyncErrorCode.Busy, "The hub can't answer now; come again soon.", hub.Clock.GetUtcNow());
        }

        var retryAfter = context.Response.Headers.RetryAfter.ToString();
        return new WireAnswer(context.Response.StatusCode, context.Response.ContentType, retryAfter.Length == 0 ? null : retryAfter, body.ToArray(),
            context.Response.Headers.ContentRange is [{ } range] ? range : null);
    }

    private async Task SyncAsync(HttpContext context)
    {
        var now = hub.Clock.GetUtcNow();
        switch (await hub.Tokens.CheckAsync(
            DeviceAuthentication.TokenOf(context.Request), DeviceAuthentication.CertificateOf(context.Request), SimulatedHub.Cancellation))
        {
            case TokenOutcome.Refused refused:
                await AnswerWriter.RefuseAsync(context, refused.Code, refused.Message, now);
                return;
            case TokenOutcome.Valid caller:
                if (await BodyReader.ReadAsync(context.Request, ProtocolLimits.MaxRequestBytes, hub.Clock, SimulatedHub.Cancellation) is not BodyOutcome.Complete body
                    || !SyncBody.TryRead(body.Content, out var request, out var facts, out _))
                {
                    await AnswerWriter.RefuseAsync(context, SyncErrorCode.Malformed, "The body isn't a sync request.", now);
                    return;
                }

                var decision = await hub.Turn.DecideAsync(caller.Terminal, request!, facts, "simulated", SimulatedHub.Cancellation);
                if (decision is SyncDecision.Answered { FileDue: { } store } due && builds())
                {
                    await hub.Builder.BuildDueAsync(SimulatedHub.Cancellation);
                    if (due.Answer.State?.Bootstrap is { File: null }) decision = await hub.Turn.ReadAgainAsync(due, store, request!, SimulatedHub.Cancellation);
                }

                if (decision is SyncDecision.Refused no) await AnswerWriter.RefuseAsync(context, no.Code, no.Message, now);
                if (decision is SyncDecision.Answered yes) await AnswerWriter.WriteAsync(context, yes.Answer, ProtocolJson.Wire.SyncAnswer, SimulatedHub.Cancellation);
                return;
        }
    }

    private Task FileAsync(DefaultHttpContext context, WireRequest request)
    {
        context.RequestServices = Services;
        context.Request.Method = HttpMethods.Get;
        if (request.Range is { } range) context.Request.Headers.Range = range;
        var entrance = new TerminalEntrance(hub.Tokens, new OpenRequests(), hub.Clock, NullLogger<TerminalEntrance>.Instance);
        return new BootstrapEndpoint(entrance, hub.Enrolment, hub.Shelf).HandleAsync(context, request.Path[(Routes.Bootstrap.Length + 1)..]);
    }

    private async Task EnrolAsync(HttpContext context)
    {
        var request = await JsonSerializer.DeserializeAsync(context.Request.Body, ProtocolJson.Wire.EnrolmentRequest);
        var outcome = await hub.Enrolment.EnrolAsync(request!.Code, request.PublicKey, request.Machine, request.Program, SimulatedHub.Cancellation);
        if (outcome is not EnrolmentOutcome.Enrolled enrolled) throw new InvalidOperationException($"The hub refused an enrolment: {outcome}");
        hub.Tokens.Forget(enrolled.Terminal);
        var epoch = hub.Sql.Text("SELECT epoch FROM hub_epoch ORDER BY started_at DESC LIMIT 1")!;
        var now = hub.Clock.GetUtcNow();
        var certificate = hub.Signing.Certify(enrolled.Terminal, enrolled.Store, enrolled.Epoch, request.PublicKey, now);
        var answer = new EnrolmentAnswer(enrolled.Terminal, enrolled.Store, enrolled.Epoch, epoch, now, certificate);
        await AnswerWriter.WriteAsync(context, answer, ProtocolJson.Wire.EnrolmentAnswer, SimulatedHub.Cancellation);
    }
}
