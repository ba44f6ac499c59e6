using Microsoft.Net.Http.Headers;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Bootstrap;
using PosCloud.HubStorage.Enrolment;
using PosCloud.Protocol;
using PosCloud.Protocol.Errors;

namespace PosCloud.Hub.Replication;

/// <summary>
/// <c>GET /v1/bootstrap/{file}</c>: a ready-made replica of the terminal's own store, whole or from any byte on. The name is
/// the hash of the bytes, so every node answers the same and nothing needs to be asked again.
/// </summary>
internal sealed class BootstrapEndpoint(TerminalEntrance entrance, TerminalEnrolment enrolment, BootstrapShelf shelf)
{
    public Task HandleAsync(HttpContext context, string file) => entrance.AdmitAsync(context, terminal => AnswerAsync(context, terminal, file));

    private async Task AnswerAsync(HttpContext context, TerminalId caller, string file)
    {
        var cancellation = context.RequestAborted;
        // The store is what the hub has for this terminal; a name from elsewhere gives nothing.
        var terminal = await enrolment.FindAsync(caller, cancellation);
        if (terminal is null) await entrance.RefuseAsync(context, SyncErrorCode.Credential, "The hub knows no such terminal; enrol the device again.");
        else if (terminal.Revoked) await entrance.RefuseAsync(context, SyncErrorCode.Revoked, "A manager revoked this terminal.");
        else if (await shelf.FindAsync(file, terminal.Store, cancellation) is not { } found)
            await entrance.RefuseAsync(context, SyncErrorCode.Gone, "This file was replaced by a newer one; ask for state again.");
        else await SendAsync(context, found);
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
}
