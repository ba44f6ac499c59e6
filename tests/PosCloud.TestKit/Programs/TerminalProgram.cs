namespace PosCloud.TestKit.Programs;

/// <summary>A terminal as a process, and its verbs. It can be killed and started again on the same data.</summary>
/// <param name="hub">Where the hub is now; null: where it was when the terminal was enrolled.</param>
public sealed class TerminalProgram(string dataFolder, int port, Uri? hub = null) : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private RunningProgram? _running;

    public string DataFolder { get; } = dataFolder;

    public Uri Address { get; } = new($"http://127.0.0.1:{port}");

    public bool IsServing => _running is { HasExited: false };

    public int? ProcessId => _running?.ProcessId;

    public async Task StartAsync(CancellationToken cancellation)
    {
        _running = RunningProgram.Start(
            ProgramPaths.Terminal,
            ["serve", "--data", DataFolder, "--urls", Address.AbsoluteUri.TrimEnd('/')],
            Environment(),
            DataFolder.TrimEnd(Path.DirectorySeparatorChar) + ".log");
        await _running.WaitUntilReadyAsync(new Uri(Address, "/health/live"), StartLimit, cancellation);
    }

    // Many terminals on one machine would otherwise keep 64 MiB back each.
    private Dictionary<string, string> Environment()
    {
        var environment = new Dictionary<string, string> { ["Terminal__Journal__ReserveBytes"] = "4194304" };
        if (hub is not null) environment["Terminal__HubUrl"] = hub.AbsoluteUri.TrimEnd('/');
        return environment;
    }

    /// <summary>Pairs the data folder with a store of the hub.</summary>
    public async Task<string> EnrolAsync(Uri hub, string code, CancellationToken cancellation)
    {
        var answer = await RunAsync(cancellation, "enrol", "--hub", hub.AbsoluteUri.TrimEnd('/'), "--code", code);
        return answer.Expect(0).Json.GetProperty("terminal").GetString()!;
    }

    /// <summary>Ends the terminal as a power cut would.</summary>
    public Task KillAsync() => _running?.KillAsync() ?? Task.CompletedTask;

    /// <summary>Runs a verb, with <c>--data</c> and <c>--json</c> added.</summary>
    public Task<CommandResult> RunAsync(CancellationToken cancellation, params string[] arguments) =>
        ProgramVerb.RunAsync(ProgramPaths.Terminal, [.. arguments, "--data", DataFolder, "--json"], cancellation);

    /// <summary>Rows of a synced table in this terminal's replica, one JSON line each.</summary>
    public async Task<string[]> TableAsync(string table, CancellationToken cancellation) =>
        HubProgram.JsonLines((await RunAsync(cancellation, "table", table)).Expect(0).Output);

    public async ValueTask DisposeAsync()
    {
        if (_running is not null)
        {
            await _running.DisposeAsync();
            _running = null;
        }
    }
}
