using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using PosCloud.Grains.Telemetry;
using PosCloud.Hub.Credits;
using PosCloud.Hub.Hosting;
using PosCloud.Protocol;
using PosCloud.Protocol.Errors;

namespace PosCloud.Hub.Replication;

/// <summary>What terminals sync with: the Direct engine's endpoint, and those of the engines that move rows by themselves.</summary>
internal static class ReplicationWiring
{
    public const string Policy = "sync";
    private const string FilesPolicy = "bootstrap";

    /// <exception cref="OptionsValidationException">The settings name an engine that isn't in this build.</exception>
    public static void AddReplication(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = EngineSettings.Read(configuration, [.. ReplicationEngines.Built.Select(engine => engine.Name)]);
        services.AddSingleton(settings);
        foreach (var engine in ReplicationEngines.Of(settings)) engine.Add(services);
        services.AddSingleton<GrainTeller>();
        services.AddSingleton<DatabaseAway>();
        services.AddSingleton<OpenRequests>();
        services.AddSingleton<DeviceTokens>();
        services.AddSingleton<SyncTurn>();
        services.AddSingleton<TerminalEntrance>();
        services.AddSingleton<SyncEndpoint>();
        services.AddSingleton<HelloEndpoint>();
        services.AddSingleton<BootstrapEndpoint>();
        services.AddSingleton<CreditEndpoint>();
        services.AddSingleton<BootstrapLoop>();
        services.AddHostedService(p => p.GetRequiredService<BootstrapLoop>());
        services.AddHostedService<RetentionLoop>();
        services.AddHostedService<FutureFactsLoop>();
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<ServingOptions>, TimeProvider>((limits, hub, clock) =>
        {
            // A reconnect storm waits its turn instead of filling memory with bodies; who can't even wait comes again.
            limits.AddConcurrencyLimiter(Policy, sync =>
            {
                sync.PermitLimit = hub.Value.MaxConcurrentSyncs;
                sync.QueueLimit = hub.Value.MaxWaitingSyncs;
                sync.QueueProcessingOrder = QueueProcessingOrder.OldestFirst;
            });
            // Files have places of their own, so that a shop's new terminals never keep sales from being taken.
            limits.AddConcurrencyLimiter(FilesPolicy, files => files.PermitLimit = hub.Value.MaxConcurrentDownloads);
            var refused = new RefusedSyncs(clock, hub.Value.MaxConcurrentSyncs);
            // Before the credential is looked at and before a byte of the body is read.
            limits.OnRejected = async (rejected, _) =>
            {
                HubTelemetry.SyncsRefused.Add(1, new KeyValuePair<string, object?>("code", nameof(SyncErrorCode.Busy)));
                await AnswerWriter.RefuseAsync(
                    rejected.HttpContext, SyncErrorCode.Busy, "Too many terminals sync at this moment; come again soon.", clock.GetUtcNow(), refused.Add());
            };
        });
    }

    /// <summary>Before everything that may ask the database for a terminal's request.</summary>
    public static void UseDatabaseAway(this WebApplication app)
    {
        var away = app.Services.GetRequiredService<DatabaseAway>();
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal), requests => requests.Use(away.InvokeAsync));
    }

    public static void MapReplication(this WebApplication app)
    {
        app.MapPost(Routes.Sync, (HttpContext context, SyncEndpoint endpoint) => endpoint.HandleAsync(context)).RequireRateLimiting(Policy);
        app.MapMethods(
            Routes.Bootstrap + "/{file}", [HttpMethods.Get, HttpMethods.Head],
            (HttpContext context, string file, BootstrapEndpoint endpoint) => endpoint.HandleAsync(context, file)).RequireRateLimiting(FilesPolicy);
        app.MapPost(Routes.Credit, (HttpContext context, CreditEndpoint endpoint) => endpoint.HandleAsync(context)).RequireRateLimiting(Policy);
        app.MapPost(Routes.Hello, (HttpContext context, HelloEndpoint endpoint) => endpoint.HandleAsync(context)).RequireRateLimiting(Policy);
        foreach (var engine in ReplicationEngines.Of(app.Services.GetRequiredService<EngineSettings>())) engine.Map(app);
    }
}
