using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;

namespace PosCloud.Terminal.Commands;

/// <summary>Where the running terminal program takes commands: on its loopback address, with the token of its note.</summary>
public static class CommandEndpoint
{
    public const string Path = "/local/commands";

    /// <summary>Maps the endpoint; the token is drawn anew at each start.</summary>
    public static void MapCommands(this WebApplication app, string token)
    {
        ArgumentNullException.ThrowIfNull(app);
        var expected = Encoding.UTF8.GetBytes("Bearer " + token);
        app.MapPost(Path, async Task<Results<Ok<CommandResult>, UnauthorizedHttpResult, BadRequest>> (HttpContext context, Verbs verbs) =>
        {
            var given = Encoding.UTF8.GetBytes(context.Request.Headers.Authorization.ToString());
            if (!CryptographicOperations.FixedTimeEquals(given, expected))
            {
                return TypedResults.Unauthorized();
            }

            return await ReadAsync(context.Request, context.RequestAborted) is { } call
                ? TypedResults.Ok(await verbs.RunAsync(call, context.RequestAborted))
                : TypedResults.BadRequest();
        }).DisableAntiforgery();
    }

    private static async Task<VerbCall?> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            return request.HasJsonContentType() ? await request.ReadFromJsonAsync(CommandJson.Default.VerbCall, cancellation) : null;
        }
        catch (Exception bad) when (bad is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}
