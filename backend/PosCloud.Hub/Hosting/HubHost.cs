using PosCloud.Grains;
using PosCloud.Hub.Administration;
using PosCloud.Hub.Backups;
using PosCloud.Hub.Enrolment;
using PosCloud.Hub.Nodes;
using PosCloud.Hub.Nudge;
using PosCloud.Hub.Replication;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Backups;
using PosCloud.ServiceDefaults;

namespace PosCloud.Hub.Hosting;

/// <summary>Builds the hub's process: silo, HTTP and push channel in one.</summary>
public static partial class HubHost
{
    public const string Name = "poscloud-hub";

    internal static readonly TimeSpan ShutdownLimit = TimeSpan.FromSeconds(10);

    /// <param name="dataDirectory">From <c>--data</c>; null leaves what the settings say.</param>
    /// <param name="urls">From <c>--urls</c>, separated by semicolons.</param>
    /// <param name="configure">What a test replaces before the defaults are added: the clock, log providers.</param>
    /// <param name="settings">Further settings, as <c>--Hub:Merchant=…</c>.</param>
    public static WebApplication Build(string? dataDirectory, string urls, Action<WebApplicationBuilder>? configure = null, params string[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = settings, ContentRootPath = AppContext.BaseDirectory, ApplicationName = "poscloud-hub" });
        HubConfiguration.Apply(builder.Configuration, dataDirectory);
        builder.WebHost.UseUrls(urls + ";" + AdministrationDoor.ListenUrl);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Protocol.ProtocolLimits.MaxRequestBytes;
            kestrel.Limits.MinRequestBodyDataRate = new(Protocol.ProtocolLimits.MinBodyBytesPerSecond, gracePeriod: TimeSpan.FromSeconds(10));
        });
        configure?.Invoke(builder);
        builder.AddServiceDefaults(Name);
        var redis = builder.AddNodes();
        builder.AddSilo(urls, redis);
        builder.Services.AddHubCore(builder.Configuration, urls);
        builder.Services.AddGrains(builder.Configuration);
        builder.Services.AddReplication(builder.Configuration);
        builder.Services.AddEnrolment();
        builder.Services.AddNudge(redis);
        builder.Services.AddAdministration();
        builder.Services.AddHostedService<BackupLoop>();
        builder.Services.AddHostedService<HistoryLoop>();
        builder.Services.AddHubHealth();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownLimit);
        return Map(builder.Build().WarnOfUnknownSettings(HubConfiguration.Settings));
    }

    /// <summary>Sees to it that the database has this release's schema and wasn't set back unnoticed; nothing serves before.</summary>
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<HubSchema>().PrepareAsync(cancellationToken);
        if (await services.GetRequiredService<HistoryWatch>().CheckAsync(cancellationToken) is not { } setBack) return;
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(HubHost));
        LogSetBack(log, setBack.Problem, setBack.Epoch);
        foreach (var line in setBack.Listed) LogListed(log, line);
    }

    private static WebApplication Map(WebApplication app)
    {
        app.UseLastRequests();
        app.UseDatabaseAway();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapServiceDefaults();
        app.MapReplication();
        app.MapEnrolment();
        app.MapNudge();
        app.MapAdministration();
        return app;
    }

    [LoggerMessage(2505, LogLevel.Warning, "The database was set back while no hub ran: {Problem}. Its history is now {Epoch}; terminals send again what it lacks, and managers see an exception")]
    private static partial void LogSetBack(ILogger log, string problem, string epoch);

    [LoggerMessage(2506, LogLevel.Warning, "Since the state that came back: {Line}")]
    private static partial void LogListed(ILogger log, string line);
}
