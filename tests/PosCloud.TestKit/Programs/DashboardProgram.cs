using PosCloud.TestKit.Network;

namespace PosCloud.TestKit.Programs;

/// <summary>The dashboard as a process.</summary>
/// <param name="redis">Where it finds the hub's nodes; null for the one hub of these ports.</param>
public sealed class DashboardProgram(string dataFolder, PortBlock ports, string? redis = null) : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private RunningProgram? _running;

    public Uri Address { get; } = new($"http://127.0.0.1:{ports.Dashboard}");

    public async Task StartAsync(CancellationToken cancellation)
    {
        var environment = new Dictionary<string, string>
        {
            ["Dashboard__HubUrl"] = $"http://127.0.0.1:{ports.Hub}",
        };
        if (redis is null) environment["Dashboard__Gateway"] = $"127.0.0.1:{ports.Gateway}";
        else environment["Dashboard__Redis"] = redis;
        _running = RunningProgram.Start(
            ProgramPaths.Dashboard,
            ["--urls", Address.AbsoluteUri.TrimEnd('/'), "--data", dataFolder],
            environment,
            dataFolder.TrimEnd(Path.DirectorySeparatorChar) + ".log");
        await _running.WaitUntilReadyAsync(new Uri(Address, "/health/live"), StartLimit, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_running is not null)
        {
            await _running.DisposeAsync();
            _running = null;
        }
    }
}
