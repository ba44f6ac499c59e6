namespace PosCloud.Dashboard.Hosting;

/// <summary>While the program stops it takes no page back: a page that reconnected now would be cut off again.</summary>
internal static class StoppingGate
{
    public static void UseStoppingGate(this IApplicationBuilder app, IHostApplicationLifetime lifetime) =>
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
