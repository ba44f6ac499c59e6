using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using PosCloud.Domain.Identity;
using PosCloud.Protocol;

namespace PosCloud.Hub.Replication;

/// <summary>Lets SignalR know the terminal behind a connection. The query's <c>access_token</c> is taken for the push channel only: a WebSocket can't always send headers.</summary>
internal sealed class DeviceAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, DeviceTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "Device";

    private const string Bearer = "Bearer ";

    public static TerminalId ReadTerminal(ClaimsPrincipal user) => TerminalId.Parse(user.FindFirstValue(ClaimTypes.NameIdentifier) ?? "");

    /// <summary>Null when the request has none.</summary>
    public static string? TokenOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) return header[Bearer.Length..].Trim();
        return request.Path.StartsWithSegments(Routes.Nudge, StringComparison.Ordinal) ? request.Query["access_token"] : (string?)null;
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (TokenOf(Request) is not { } token) return AuthenticateResult.NoResult();
        return await tokens.CheckAsync(token, Context.RequestAborted) switch
        {
            TokenOutcome.Valid valid => AuthenticateResult.Success(TicketOf(valid.Terminal)),
            TokenOutcome.Refused refused => AuthenticateResult.Fail(refused.Message),
            _ => AuthenticateResult.NoResult(),
        };
    }

    private static AuthenticationTicket TicketOf(TerminalId terminal) =>
        new(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, terminal.Value)], SchemeName)), SchemeName);
}
