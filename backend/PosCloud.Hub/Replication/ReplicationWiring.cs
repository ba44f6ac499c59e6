using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using PosCloud.Hub.Hosting;
using PosCloud.Protocol;
using PosCloud.Protocol.Errors;

namespace PosCloud.Hub.Replication;

/// <summary>The Direct engine's endpoint.</summary>
internal static class ReplicationWiring
{
    private const string Policy = "sync";
    private const string FilesPolicy = "bootstrap";

    public static void AddReplication(this IServiceCollection services)
    {
        services.AddSingleton<DeviceKeys>();
        services.AddSingleton<DeviceTokens>();
        services.AddSingleton<SyncTurn>();
        services.AddSingleton<SyncEndpoint>();
        services.AddSingleton<BootstrapEndpoint>();
        services.AddSingleton<BootstrapLoop>();
        services.AddHostedService(p => p.GetRequiredService<BootstrapLoop>());
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
            limits.OnRejected = async (rejected, _) =>
                await AnswerWriter.RefuseAsync(rejected.HttpContext, SyncErrorCode.Busy, "Too many terminals sync at this moment; come again soon.", clock.GetUtcNow());
        });
    }

    public static void MapReplication(this WebApplication app)
    {
        app.MapPost(Routes.Sync, (HttpContext context, SyncEndpoint endpoint) => endpoint.HandleAsync(context)).RequireRateLimiting(Policy);
        app.MapMethods(
            Routes.Bootstrap + "/{file}", [HttpMethods.Get, HttpMethods.Head],
            (HttpContext context, string file, BootstrapEndpoint endpoint) => endpoint.HandleAsync(context, file)).RequireRateLimiting(FilesPolicy);
    }
}
