using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace PosCloud.Ui.Circuits;

/// <summary>While the program stops it takes no page back: a page that reconnected now would be cut off again.</summary>
public static class StoppingGate
{
    public static IApplicationBuilder UseStoppingGate(this IApplicationBuilder app, IHostApplicationLifetime lifetime) =>
        app.Use((context, next) =>
        {
            var path = context.Request.Path;
            if (lifetime.ApplicationStopping.IsCancellationRequested && (path.StartsWithSegments("/_blazor") || path.StartsWithSegments("/health")))
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return Task.CompletedTask;
            }

            return next(context);
        });
}
