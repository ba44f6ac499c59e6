using Microsoft.AspNetCore.DataProtection;
using PosCloud.Grains.Access;
using PosCloud.Hub.Enrolment;
using PosCloud.Hub.Hosting;
using StackExchange.Redis;

namespace PosCloud.Hub.Nodes;

/// <summary>What makes this process one of several nodes. Without <c>Hub:Redis</c> there's only this one and nothing of it.</summary>
internal static class NodesWiring
{
    private const string KeysName = "poscloud:keys";
    private const string ProtectionName = "poscloud:hub:data-protection";

    /// <summary>Null when this is the only node.</summary>
    public static RedisLink? AddNodes(this WebApplicationBuilder builder)
    {
        if (HubConfiguration.Hub(builder.Configuration).Redis is not { } connectionString) return null;
        var link = new RedisLink(connectionString);
        // By a factory, so that the container disposes it.
        builder.Services.AddSingleton(_ => link);
        builder.Services.AddDataProtection().SetApplicationName(HubHost.Name)
            .PersistKeysToStackExchangeRedis(() => link.ConnectAsync().GetAwaiter().GetResult().GetDatabase(), ProtectionName);
        builder.Services.AddHostedService<NodesWatch>();
        return link;
    }

    /// <summary>Before this node serves: Redis answers, and the other nodes have the same keys.</summary>
    /// <exception cref="NodesProblemException">One of them isn't so.</exception>
    public static async Task JoinNodesAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        if (services.GetService<RedisLink>() is not { } redis) return;
        await redis.AskAsync(database => database.PingAsync(), cancellationToken);
        // Both exist once they have been asked for.
        services.GetRequiredService<TicketSigner>();
        services.GetRequiredService<HubSigningKey>();
        var own = services.GetRequiredService<NodeKeys>().Fingerprint([HubCore.TicketKeyFile, HubSigningKey.FileName]);
        await redis.AskAsync(database => database.StringSetAsync(KeysName, own, when: When.NotExists), cancellationToken);
        if (await redis.AskAsync(database => database.StringGetAsync(KeysName), cancellationToken) == own) return;
        throw new NodesProblemException(
            $"{ServingOptions.Section}:{nameof(ServingOptions.KeyDirectory)}: this node's keys differ from those of the hub that uses the Redis at {redis.Place}. "
            + $"Give it the folder of the other nodes, or another Redis; if the keys were changed on purpose, stop all nodes and delete '{KeysName}' in Redis.");
    }
}
