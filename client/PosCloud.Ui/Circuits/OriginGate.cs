using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace PosCloud.Ui.Circuits;

/// <summary>
/// Pages of other sites may lead here but do nothing here: a browser says where a request comes from, and a form, a script
/// or a live connection of somebody else's page is refused. A live connection is a GET that no same-origin rule covers.
/// </summary>
public static class OriginGate
{
    public static IApplicationBuilder UseOriginGate(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (!IsForeign(context.Request))
        {
            context.Response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
            await next(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain";
        await context.Response.WriteAsync("Pages of other sites can't use this program.", context.RequestAborted);
    });

    private static bool IsForeign(HttpRequest request)
    {
        if (IsOnlyReading(request)) return false;
        switch (request.Headers["Sec-Fetch-Site"].ToString())
        {
            case "cross-site" or "same-site": return true;
            case "same-origin": return false;
        }

        // Programs send no origin; a page without one of its own says "null".
        return request.Headers.Origin.ToString() is { Length: > 0 } origin
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && IsSame(from, request.Host));
    }

    private static bool IsOnlyReading(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && !request.Path.StartsWithSegments("/_blazor") && request.Headers.Upgrade.Count == 0;

    // A proxy that ends TLS speaks plain HTTP to this program, so the scheme isn't compared.
    private static bool IsSame(Uri from, HostString host) =>
        string.Equals(from.IdnHost, host.Host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase) && (from.IsDefaultPort ? host.Port is null or 80 or 443 : host.Port == from.Port);
}
