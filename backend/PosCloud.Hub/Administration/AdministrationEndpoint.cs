using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PosCloud.Hub.Commands;

namespace PosCloud.Hub.Administration;

/// <summary>
/// Runs verbs for commands on this machine: only on a listener of its own on the loopback interface and only with the
/// secret from the data folder.
/// </summary>
internal static class AdministrationEndpoint
{
    public const string Path = "/administration/verbs";
    public const string Scheme = "PosCloud-Secret";

    // A catalogue of a million rows travels as one request.
    private const long MaxRequestBytes = 512L * 1024 * 1024;

    public static void MapAdministration(this WebApplication app) =>
        app.MapPost(Path, RunAsync).WithMetadata(new RequestSizeLimitAttribute(MaxRequestBytes)).ExcludeFromDescription();

    private static async Task<Results<JsonHttpResult<VerbAnswer>, NotFound, UnauthorizedHttpResult, BadRequest>> RunAsync(
        HttpContext context, AdministrationDoor door, IServiceProvider services, CancellationToken cancellationToken)
    {
        // Elsewhere the endpoint doesn't exist; a proxy on this machine reaches only the public listener.
        if (door.Hub is not { } hub || context.Connection.LocalPort != hub.Address.Port || !IsLoopback(context)) return TypedResults.NotFound();
        var credential = context.Request.Headers.Authorization.ToString();
        if (!credential.StartsWith(Scheme + " ", StringComparison.Ordinal) || !hub.Knows(credential[(Scheme.Length + 1)..])) return TypedResults.Unauthorized();
        // Not a parameter of this method: a body of this size is read for nobody who may not be here.
        if (await ReadAsync(context.Request, cancellationToken) is not { } request) return TypedResults.BadRequest();
        var shape = VerbList.All.FirstOrDefault(v => v.Name == request.Verb);
        var answer = shape is null
            ? VerbAnswer.Failed(ExitCodes.BadUsage, $"This hub has no command '{request.Verb}'; it is of another release.")
            : await VerbRunner.RunAsync(shape, request.Arguments, services, cancellationToken);
        return TypedResults.Json(answer);
    }

    private static async Task<AdministrationRequest?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return request.HasJsonContentType() && await request.ReadFromJsonAsync<AdministrationRequest>(cancellationToken) is { Verb: not null, Arguments: not null } read ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsLoopback(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote);
}
