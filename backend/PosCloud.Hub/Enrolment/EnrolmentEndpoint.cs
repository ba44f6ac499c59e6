using System.Text.Json;
using PosCloud.Grains.Contracts.Enrolment;
using PosCloud.Grains.Contracts.Fleet;
using PosCloud.Grains.Contracts.Terminals;
using PosCloud.Grains.Retrying;
using PosCloud.Hub.Replication;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Enrolment;
using PosCloud.HubStorage.Publishing;
using PosCloud.Protocol;
using PosCloud.Protocol.Enrolment;
using PosCloud.Protocol.Errors;

namespace PosCloud.Hub.Enrolment;

/// <summary><c>POST /v1/enrol</c>: a device with a one-time code becomes a terminal.</summary>
internal sealed partial class EnrolmentEndpoint(
    TerminalEnrolment enrolment, DeviceTokens tokens, HubDatabase database, HubSigningKey signing, IGrainFactory grains, TimeProvider clock, ILogger<EnrolmentEndpoint> log)
{
    private const int MaxNameLength = 100;

    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            await EnrolAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The device went away before its code was used.
        }
        // The outermost place: a device must always get an answer in words.
        catch (Exception problem)
        {
            LogFailed(problem);
            if (!context.Response.HasStarted) await RefuseAsync(context, SyncErrorCode.Busy, "The hub can't answer now; try again soon.");
        }
    }

    private async Task EnrolAsync(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        // One place for all nodes: else each more of them would be as many more guesses.
        var wrongCodes = grains.GetGrain<IWrongCodesGrain>(IWrongCodesGrain.Key);
        if (await CallRetry.RunAsync(() => wrongCodes.SecondsToWaitAsync(address), clock, context.RequestAborted) is { } wait)
        {
            await AnswerWriter.RefuseAsync(context, SyncErrorCode.RateLimit, $"Too many wrong codes; try again in {wait} s.", clock.GetUtcNow(), wait);
            return;
        }

        var body = await BodyReader.ReadAsync(context.Request, ProtocolLimits.MaxEnrolmentBytes, clock, context.RequestAborted);
        if (body.Refusal is { } refusal)
        {
            await RefuseAsync(context, refusal.Code, refusal.Message);
            return;
        }

        if (Read(body) is not { } request)
        {
            await RefuseAsync(context, SyncErrorCode.Malformed, "The body isn't an enrolment request.");
            return;
        }

        using var key = DevicePublicKey.TryRead(request.PublicKey)?.ECDsa;
        if (key is null)
        {
            await RefuseAsync(context, SyncErrorCode.Malformed, "The public key isn't an ECDSA P-256 key in base64 (SubjectPublicKeyInfo).");
            return;
        }

        // As this program writes it: the same key has one text, however the device wrote it.
        var publicKey = Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
        switch (await enrolment.EnrolAsync(request.Code, publicKey, Name(request.Machine), Name(request.Program), context.RequestAborted))
        {
            case EnrolmentOutcome.Refused refused:
                await CallRetry.RunAsync(() => wrongCodes.CountAsync(address), clock, context.RequestAborted);
                await RefuseAsync(context, SyncErrorCode.EnrolmentCode, refused.Problem);
                break;
            case EnrolmentOutcome.Enrolled enrolled:
                tokens.Forget(enrolled.Terminal);
                await WelcomeAsync(context, enrolled, publicKey);
                break;
        }
    }

    private async Task WelcomeAsync(HttpContext context, EnrolmentOutcome.Enrolled enrolled, string publicKey)
    {
        await using var snapshot = await database.OpenSnapshotAsync(context.RequestAborted);
        var epoch = await HubEpoch.CurrentAsync(snapshot, context.RequestAborted) ?? throw new InvalidOperationException("The database has no epoch.");
        var now = clock.GetUtcNow();
        var certificate = signing.Certify(enrolled.Terminal, enrolled.Store, enrolled.Epoch, publicKey, now);
        var answer = new EnrolmentAnswer(enrolled.Terminal, enrolled.Store, enrolled.Epoch, epoch, now, certificate);
        await AnswerWriter.WriteAsync(context, answer, ProtocolJson.Wire.EnrolmentAnswer, context.RequestAborted);
        LogEnrolled(enrolled.Terminal.Value, enrolled.Store.Value);
        await grains.GetGrain<ITerminalGrain>(enrolled.Terminal.Value).EvaluateAsync();
        await grains.GetGrain<IFleetGrain>(IFleetGrain.Key).StoreChangedAsync(enrolled.Store.Value);
    }

    private static EnrolmentRequest? Read(BodyOutcome body)
    {
        try
        {
            return body is BodyOutcome.Complete complete && JsonSerializer.Deserialize(complete.Content.Span, ProtocolJson.Wire.EnrolmentRequest) is { Code: not null, PublicKey: not null } request ? request : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Name(string? text) => ForeignText.Of(text, MaxNameLength) ?? "";

    private Task RefuseAsync(HttpContext context, SyncErrorCode code, string message) =>
        AnswerWriter.RefuseAsync(context, code, message, clock.GetUtcNow());

    [LoggerMessage(2201, LogLevel.Information, "Terminal {Terminal} was enrolled in store {Store}")]
    private partial void LogEnrolled(string terminal, string store);

    [LoggerMessage(2202, LogLevel.Error, "An enrolment failed")]
    private partial void LogFailed(Exception problem);
}
