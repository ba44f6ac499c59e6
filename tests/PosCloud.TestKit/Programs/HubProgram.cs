using System.Globalization;
using PosCloud.TestKit.Network;

namespace PosCloud.TestKit.Programs;

/// <summary>The hub as a process, and its verbs. It can be killed and started again on the same data.</summary>
/// <param name="settings">Environment of every process it starts, as <c>Hub__Database</c>; null for none beyond the defaults.</param>
public sealed class HubProgram(string dataFolder, PortBlock ports, IReadOnlyDictionary<string, string>? settings = null) : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private RunningProgram? _running;

    public string DataFolder { get; } = dataFolder;

    public Uri Address { get; } = new($"http://127.0.0.1:{ports.Hub}");

    public int? ProcessId => _running?.ProcessId;

    public bool IsRunning => _running is { HasExited: false };

    public async Task StartAsync(CancellationToken cancellation)
    {
        var environment = new Dictionary<string, string>
        {
            ["Hub__SiloPort"] = ports.Silo.ToString(CultureInfo.InvariantCulture),
            ["Hub__GatewayPort"] = ports.Gateway.ToString(CultureInfo.InvariantCulture),
            ["Hub__DashboardUrl"] = $"http://127.0.0.1:{ports.Dashboard}",
            ["Hub__Merchant"] = "Lipa Provisions",
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            environment[name] = value;
        }

        // One that was killed before left its log open here.
        if (_running is not null) await _running.DisposeAsync();
        _running = RunningProgram.Start(
            ProgramPaths.Hub,
            ["serve", "--data", DataFolder, "--urls", Address.AbsoluteUri.TrimEnd('/')],
            environment,
            DataFolder.TrimEnd(Path.DirectorySeparatorChar) + ".log");
        await _running.WaitUntilReadyAsync(new Uri(Address, "/health/ready"), StartLimit, cancellation);
    }

    /// <summary>Waits until the hub has ended by itself; answers its exit code, 128 + n after signal n.</summary>
    public Task<int> EndAsync(CancellationToken cancellation) =>
        _running?.EndAsync(cancellation) ?? throw new InvalidOperationException("The hub was never started.");

    /// <summary>Ends the hub as a service manager would.</summary>
    public Task StopAsync() => _running?.StopAsync() ?? Task.CompletedTask;

    /// <summary>Ends the hub as a power cut would.</summary>
    public Task KillAsync() => _running?.KillAsync() ?? Task.CompletedTask;

    /// <summary>Runs a verb, with <c>--data</c> and <c>--json</c> added.</summary>
    public Task<CommandResult> RunAsync(CancellationToken cancellation, params string[] arguments) =>
        ProgramVerb.RunAsync(ProgramPaths.Hub, [.. arguments, "--data", DataFolder, "--json"], settings, cancellation);

    /// <summary>Rows of a synced table as the hub would send them to a terminal of the store, one JSON line each.</summary>
    public async Task<string[]> TableAsync(string table, string store, CancellationToken cancellation) =>
        JsonLines((await RunAsync(cancellation, "table", table, "--store", store)).Expect(0).Output);

    public async ValueTask DisposeAsync()
    {
        if (_running is not null)
        {
            await _running.DisposeAsync();
            _running = null;
        }
    }

    internal static string[] JsonLines(string output) =>
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
