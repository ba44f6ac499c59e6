using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using PosCloud.Domain.Identity;
using PosCloud.Protocol;

namespace PosCloud.Hub.Replication;

/// <summary>Lets SignalR know the terminal behind a connection. Tokens are taken from the header only: addresses end up in the logs of proxies.</summary>
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
        return header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : null;
    }

    /// <summary>The certificate that a refused device shows; null ordinarily.</summary>
    public static string? CertificateOf(HttpRequest request) =>
        request.Headers[Routes.CertificateHeader].ToString() is { Length: > 0 and <= ProtocolLimits.MaxCertificateLength } certificate ? certificate : null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // Asked for every request. The other endpoints look at the token by themselves, once, and remember it for a while.
        if (Context.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>() is null || TokenOf(Request) is not { } token) return AuthenticateResult.NoResult();
        return await tokens.CheckAnewAsync(token, Context.RequestAborted) switch
        {
            TokenOutcome.Valid valid => AuthenticateResult.Success(TicketOf(valid.Terminal)),
            TokenOutcome.Refused refused => AuthenticateResult.Fail(refused.Message),
            _ => AuthenticateResult.NoResult(),
        };
    }

    private static AuthenticationTicket TicketOf(TerminalId terminal) =>
        new(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, terminal.Value)], SchemeName)), SchemeName);
}
