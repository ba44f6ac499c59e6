namespace PosCloud.Dashboard.Hosting;

/// <summary>Pages consist of this program's own files; nothing is loaded from or framed by anyone else.</summary>
internal static class SecurityHeaders
{
    // Style attributes carry widths of bars and heights of charts, so they alone may be inline.
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; " +
        "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        // A set-up link carries its token in the address; it must not travel on to any other page.
        // "no-referrer" would make a form of our own page come from nowhere.
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        return next(context);
    });
}
