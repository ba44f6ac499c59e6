using System.Security.Cryptography;
using System.Text;
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
        app.MapPost(Path, async Task<Results<Ok<CommandResult>, UnauthorizedHttpResult>> (HttpContext context, Verbs verbs) =>
        {
            var given = Encoding.UTF8.GetBytes(context.Request.Headers.Authorization.ToString());
            if (!CryptographicOperations.FixedTimeEquals(given, expected))
            {
                return TypedResults.Unauthorized();
            }

            var call = await context.Request.ReadFromJsonAsync(CommandJson.Default.VerbCall, context.RequestAborted)
                ?? throw new BadHttpRequestException("There is no command in the request.");
            return TypedResults.Ok(await verbs.RunAsync(call, context.RequestAborted));
        }).DisableAntiforgery();
    }
}
