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
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private readonly Lazy<Task<IConnectionMultiplexer>> _connection;

    public RedisLink(string connectionString)
    {
        Configuration = ConfigurationOptions.Parse(connectionString);
        Configuration.ClientName ??= HubHost.Name;
        // What Redis lost is told by the callers' own errors; a node that starts asks by AskAsync.
        Configuration.AbortOnConnectFail = false;
        _connection = new Lazy<Task<IConnectionMultiplexer>>(async () => await ConnectionMultiplexer.ConnectAsync(Configuration));
    }

    public ConfigurationOptions Configuration { get; }

    /// <summary>Where it is, without the password.</summary>
    public string Place => string.Join(", ", Configuration.EndPoints.Select(Name));

    public Task<IConnectionMultiplexer> ConnectAsync() => _connection.Value;

    /// <summary>Asks until there is an answer, for <see cref="Patience"/>: Redis may start with this node, or be busy.</summary>
    /// <exception cref="NodesProblemException">Nothing answers there, or it refuses this node.</exception>
    public async Task<T> AskAsync<T>(Func<IDatabase, Task<T>> question, CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync();
        for (var began = TimeProvider.System.GetTimestamp(); ;)
        {
            try
            {
                return await question(connection.GetDatabase());
            }
            catch (Exception problem) when (problem is RedisException or RedisTimeoutException)
            {
                if (TimeProvider.System.GetElapsedTime(began) > Patience)
                    throw new NodesProblemException($"{ServingOptions.Section}:{nameof(ServingOptions.Redis)}: no Redis lets this node in at {Place}. Is it running, and is the password right?", problem);
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection.IsValueCreated) await (await _connection.Value).DisposeAsync();
    }

    private static string Name(EndPoint place) => place is DnsEndPoint named ? $"{named.Host}:{named.Port}" : $"{place}";
}
