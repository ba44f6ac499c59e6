using Microsoft.Net.Http.Headers;
using PosCloud.HubStorage.Bootstrap;
using PosCloud.HubStorage.Enrolment;
using PosCloud.Protocol;
using PosCloud.Protocol.Errors;

namespace PosCloud.Hub.Replication;

/// <summary>
/// <c>GET /v1/bootstrap/{file}</c>: a ready-made replica of the terminal's own store, whole or from any byte on. The name is
/// the hash of the bytes, so every node answers the same and nothing needs to be asked again.
/// </summary>
internal sealed partial class BootstrapEndpoint(DeviceTokens tokens, TerminalEnrolment enrolment, BootstrapShelf shelf, TimeProvider clock, ILogger<BootstrapEndpoint> log)
{
    public async Task HandleAsync(HttpContext context, string file)
    {
        try
        {
            await AnswerAsync(context, file);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The terminal went away; it goes on from where it is.
        }
        // The outermost place: a terminal must always learn that it may come again.
        catch (Exception problem)
        {
            LogFailed(problem);
            if (!context.Response.HasStarted) await RefuseAsync(context, SyncErrorCode.Busy, "The hub can't answer now; come again soon.");
        }
    }

    private async Task AnswerAsync(HttpContext context, string file)
    {
        var cancellation = context.RequestAborted;
        switch (await tokens.CheckAsync(DeviceAuthentication.TokenOf(context.Request), cancellation))
        {
            case TokenOutcome.Refused refused:
                await RefuseAsync(context, refused.Code, refused.Message);
                return;
            case TokenOutcome.Valid caller:
                // The store is what the hub has for this terminal; a name from elsewhere gives nothing.
                var terminal = await enrolment.FindAsync(caller.Terminal, cancellation);
                if (terminal is null) await RefuseAsync(context, SyncErrorCode.Credential, "The hub knows no such terminal; enrol the device again.");
                else if (terminal.Revoked) await RefuseAsync(context, SyncErrorCode.Revoked, "A manager revoked this terminal.");
                else if (await shelf.FindAsync(file, terminal.Store, cancellation) is not { } found) await RefuseAsync(context, SyncErrorCode.Gone, "This file was replaced by a newer one; ask for state again.");
                else await SendAsync(context, found);
                return;
        }
    }

    private async Task SendAsync(HttpContext context, BootstrapFile file)
    {
        context.Response.Headers.CacheControl = "private, immutable, max-age=86400";
        var answer = Results.Stream(shelf.Open(file), Routes.ReplicaMediaType, entityTag: new EntityTagHeaderValue($"\"{file.Id}\""), enableRangeProcessing: true);
        try
        {
            await answer.ExecuteAsync(context);
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException or System.Data.Common.DbException)
        {
            // The terminal went away, or the file or the database did: it goes on from where it is.
            context.Abort();
        }
    }

    private Task RefuseAsync(HttpContext context, SyncErrorCode code, string message) => AnswerWriter.RefuseAsync(context, code, message, clock.GetUtcNow());

    [LoggerMessage(2015, LogLevel.Error, "A ready-made replica couldn't be sent; the terminal was told to come again")]
    private partial void LogFailed(Exception problem);
}
