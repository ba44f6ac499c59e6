namespace PosCloud.Hub.Hosting;

/// <summary>
/// Requests that are open when the hub is told to stop have a moment to end. One that a slow line is still sending would take all
/// the time there is from the silo, which then couldn't hand its work over; its terminal repeats it.
/// </summary>
internal static class LastRequests
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(3);

    public static void UseLastRequests(this WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        app.Use(async (context, next) =>
        {
            using var over = new CancellationTokenSource();
            await using var stop = stopping.Register(() => over.CancelAfter(Moment));
            await using var end = over.Token.Register(context.Abort);
            await next(context);
        });
    }
}
