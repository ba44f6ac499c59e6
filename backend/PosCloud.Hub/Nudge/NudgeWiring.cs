using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.SignalR.StackExchangeRedis;
using Microsoft.Extensions.Options;
using PosCloud.Grains.Nudging;
using PosCloud.Hub.Hosting;
using PosCloud.Hub.Nodes;
using PosCloud.Hub.Replication;
using PosCloud.Protocol;

namespace PosCloud.Hub.Nudge;

/// <summary>The push channel to terminals.</summary>
internal static class NudgeWiring
{
    // Short, because a dashboard must say within seconds that a terminal's line is cut. A ping is a few bytes.
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LineLostAfter = TimeSpan.FromSeconds(5);

    /// <param name="redis">Carries nudges to terminals of other nodes; null when there are none.</param>
    public static void AddNudge(this IServiceCollection services, RedisLink? redis)
    {
        services.AddSingleton<OpenLines>();
        services.AddHostedService<LineRoll>();
        services.AddSingleton<NudgeSender>();
        services.AddSingleton(p => new NudgeTimer(
            stream => p.GetRequiredService<NudgeSender>().SendAsync(stream),
            p.GetRequiredService<TimeProvider>(),
            TimeSpan.FromMilliseconds(p.GetRequiredService<IOptions<ServingOptions>>().Value.NudgeIntervalMilliseconds)));
        services.AddSingleton<IStreamNudge>(p => p.GetRequiredService<NudgeTimer>());
        var push = services.AddSignalR(signalR =>
        {
            signalR.KeepAliveInterval = KeepAlive;
            signalR.ClientTimeoutInterval = LineLostAfter;
            signalR.MaximumReceiveMessageSize = 4 * 1024;
        });
        if (redis is not null)
        {
            push.AddStackExchangeRedis();
            // The link is asked of the container, which then ends it after the backplane that still says good-bye over it.
            services.AddOptions<RedisOptions>().Configure<RedisLink>((backplane, link) => backplane.ConnectionFactory = _ => link.ConnectAsync());
        }

        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, DeviceAuthentication>(DeviceAuthentication.SchemeName, null);
        services.AddAuthorization();
    }

    public static void MapNudge(this WebApplication app) => app.MapHub<NudgeHub>(Routes.Nudge);
}
