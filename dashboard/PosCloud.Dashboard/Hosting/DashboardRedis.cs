using StackExchange.Redis;

namespace PosCloud.Dashboard.Hosting;

/// <summary>This process's one connection to the Redis of the hub's nodes.</summary>
internal sealed class DashboardRedis : IAsyncDisposable
{
    private readonly Lazy<Task<IConnectionMultiplexer>> _connection;

    public DashboardRedis(string connectionString)
    {
        Configuration = ConfigurationOptions.Parse(connectionString);
        Configuration.ClientName ??= "poscloud-dashboard";
        // Pages open also while Redis is away, and say that the hub isn't reached.
        Configuration.AbortOnConnectFail = false;
        _connection = new Lazy<Task<IConnectionMultiplexer>>(async () => await ConnectionMultiplexer.ConnectAsync(Configuration));
    }

    public ConfigurationOptions Configuration { get; }

    public static bool IsConnectionString(string text)
    {
        try
        {
            return ConfigurationOptions.Parse(text).EndPoints.Count > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    public Task<IConnectionMultiplexer> ConnectAsync() => _connection.Value;

    public async ValueTask DisposeAsync()
    {
        if (_connection.IsValueCreated) await (await _connection.Value).DisposeAsync();
    }
}
