using PosCloud.Grains.Nudging;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Sqlite;

namespace PosCloud.Hub.Hosting;

/// <summary>The hub's storage opened by a command while no hub runs.</summary>
internal sealed class LocalHub : IAsyncDisposable
{
    private readonly IHost _host;
    private DataDirectoryLock? _taken;

    private LocalHub(IHost host, string dataDirectory)
    {
        _host = host;
        DataDirectory = dataDirectory;
    }

    public string DataDirectory { get; }

    public IServiceProvider Services => _host.Services;

    /// <summary>Reads settings; opens nothing yet.</summary>
    public static LocalHub Create(string? dataDirectory)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        HubConfiguration.Apply(builder.Configuration, dataDirectory);
        builder.Logging.ClearProviders().AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddHubCore(builder.Configuration, builder.Configuration["urls"] ?? HubConfiguration.DefaultUrls);
        builder.Services.AddSingleton<IStreamNudge, NobodyListens>();
        return new LocalHub(builder.Build(), HubConfiguration.DataDirectory(builder.Configuration));
    }

    /// <exception cref="DatabaseLockedException">Another process has the data folder.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        // A shared database takes care of itself; a file has one process at a time.
        if (!Services.GetRequiredService<HubDatabase>().IsShared) _taken = DataDirectoryLock.Take(DataDirectory);
        await HubHost.PrepareAsync(Services, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is IAsyncDisposable host) await host.DisposeAsync();
        _taken?.Dispose();
    }
}
