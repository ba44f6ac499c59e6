using System.Globalization;
using PosCloud.TestKit.Databases;
using PosCloud.TestKit.Network;

namespace PosCloud.DevTools.Up;

/// <summary>What the hub's nodes share: PostgreSQL, Redis and a folder of keys. With SQLite there's nothing of it.</summary>
internal sealed class UpServers : IAsyncDisposable
{
    private const string DatabaseName = "poscloud";

    private PostgresCluster? _postgres;
    private RedisServer? _redis;

    private UpServers()
    {
    }

    /// <summary>Null when there's one node.</summary>
    public string? Redis => _redis?.ConnectionString;

    /// <summary>Settings that every node gets.</summary>
    public Dictionary<string, string> HubSettings { get; } = [];

    public static async Task<UpServers> StartAsync(UpOptions options, PortBlock ports, CancellationToken cancellation)
    {
        var servers = new UpServers();
        try
        {
            if (options.HasServer)
            {
                await Screen.StageAsync("database", () => servers.StartDatabaseAsync(options, cancellation), "PostgreSQL, reached by a socket only");
            }

            if (options.Nodes > 1)
            {
                await Screen.StageAsync("redis", () => servers.StartRedisAsync(options, ports, cancellation), string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{ports.Redis}"));
            }

            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_redis is not null)
        {
            await _redis.DisposeAsync();
        }

        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }
    }

    private async Task StartDatabaseAsync(UpOptions options, CancellationToken cancellation)
    {
        _postgres = await PostgresCluster.StartAsync(Path.Combine(options.DataFolder, "postgresql"), durable: true, cancellation);
        HubSettings["Hub__Database"] = "PostgreSql";
        HubSettings["Hub__ConnectionString"] = _postgres.ConnectionString(DatabaseName);
    }

    private async Task StartRedisAsync(UpOptions options, PortBlock ports, CancellationToken cancellation)
    {
        _redis = await RedisServer.StartAsync(ports.Redis, Path.Combine(options.DataFolder, "redis"), cancellation);
        HubSettings["Hub__Redis"] = _redis.ConnectionString;
        HubSettings["Hub__KeyDirectory"] = Path.Combine(options.DataFolder, "keys");
        HubSettings["Hub__NodeAddress"] = "127.0.0.1";
    }
}
