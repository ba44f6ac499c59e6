using System.Net;
using PosCloud.Hub.Hosting;
using StackExchange.Redis;

namespace PosCloud.Hub.Nodes;

/// <summary>
/// This node's one connection to Redis, used for membership, nudges between nodes and shared keys. It connects when it
/// is first needed and comes back by itself after Redis was away.
/// </summary>
internal sealed class RedisLink : IAsyncDisposable
{
    private readonly Lazy<Task<IConnectionMultiplexer>> _connection;

    public RedisLink(string connectionString)
    {
        Configuration = ConfigurationOptions.Parse(connectionString);
        Configuration.ClientName ??= HubHost.Name;
        // What Redis lost is told by the callers' own errors; a node that starts asks by RequireAnswerAsync.
        Configuration.AbortOnConnectFail = false;
        _connection = new Lazy<Task<IConnectionMultiplexer>>(async () => await ConnectionMultiplexer.ConnectAsync(Configuration));
    }

    public ConfigurationOptions Configuration { get; }

    /// <summary>Where it is, without the password.</summary>
    public string Place => string.Join(", ", Configuration.EndPoints.Select(Name));

    public Task<IConnectionMultiplexer> ConnectAsync() => _connection.Value;

    /// <exception cref="NodesProblemException">Nothing answers there, or it refuses this node.</exception>
    public async Task RequireAnswerAsync()
    {
        var connection = await ConnectAsync();
        try
        {
            await connection.GetDatabase().PingAsync();
        }
        catch (RedisException problem)
        {
            throw new NodesProblemException($"{ServingOptions.Section}:{nameof(ServingOptions.Redis)}: no Redis lets this node in at {Place}. Is it running, and is the password right?", problem);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection.IsValueCreated) await (await _connection.Value).DisposeAsync();
    }

    private static string Name(EndPoint place) => place is DnsEndPoint named ? $"{named.Host}:{named.Port}" : $"{place}";
}
