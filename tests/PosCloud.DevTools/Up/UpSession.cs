using System.Globalization;
using PosCloud.DevTools.Terminals;
using PosCloud.TestKit.Network;
using PosCloud.TestKit.Programs;
using PosCloud.Terminal.Engine;

namespace PosCloud.DevTools.Up;

/// <summary>One run of <c>up</c>: starts everything, then obeys keys until <c>q</c>.</summary>
internal sealed class UpSession : IAsyncDisposable
{
    private const string Owner = "owner@example.com";
    private readonly UpOptions _options;
    private readonly PortBlock _ports;
    private readonly UpHub _hub;
    private readonly DashboardProgram _dashboard;
    private readonly Dictionary<string, CuttableLine> _lines = [];
    private readonly Dictionary<string, EngineTill> _tills = [];
    private readonly Dictionary<string, TerminalProgram> _screens = [];

    private UpSession(UpOptions options, PortBlock ports, UpServers servers)
    {
        _options = options;
        _ports = ports;
        _hub = new UpHub(options, ports, servers);
        _dashboard = new DashboardProgram(Path.Combine(options.DataFolder, "dashboard"), ports, servers.Redis);
    }

    public static async Task<int> RunAsync(UpOptions options, CancellationToken cancellation)
    {
        using var folder = UpFolder.Take(options.DataFolder, options.Database, options.Fresh);
        if (folder is null)
        {
            return 6;
        }

        var ports = PortBlock.FirstFree(options.PortBase, MorningPlan.Terminals.Count);
        try
        {
            await using var servers = await UpServers.StartAsync(options, ports, cancellation);
            await using var session = new UpSession(options, ports, servers);
            await session.StartAsync(folder, cancellation);
            await session.ObeyKeysAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Ctrl+C ends like q.
        }

        Console.WriteLine("\nStopping. What was sold is kept; dotnet dev.cs up goes on from here.");
        return 0;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var till in _tills.Values)
        {
            await till.DisposeAsync();
        }

        await Task.WhenAll(_screens.Values.Select(screen => screen.DisposeAsync().AsTask()).Append(_dashboard.DisposeAsync().AsTask()));
        await _hub.DisposeAsync();
        foreach (var line in _lines.Values)
        {
            await line.DisposeAsync();
        }
    }

    private async Task StartAsync(UpFolder folder, CancellationToken cancellation)
    {
        var isNew = !folder.HasTraded;
        if (isNew)
        {
            await Screen.StageAsync("catalogue", () => SampleShopSetUp.FillAsync(_hub.Any, cancellation), rows => $"{rows} rows for two stores");
        }

        else if (_options.HasServer)
        {
            // Nodes don't do it themselves: with several of them it is somebody's decision when.
            (await _hub.Any.RunAsync(cancellation, "migrate")).Expect(0);
        }

        await Screen.StageAsync("hub", () => _hub.StartAsync(cancellation), _hub.Addresses);
        for (var index = 0; index < MorningPlan.Terminals.Count; index++)
        {
            _lines[MorningPlan.Terminals[index]] = new CuttableLine(_ports.Link(index), _hub.Ports);
        }

        await OpenTillsAsync(isNew ? MorningPlan.Terminals : MorningPlan.Terminals.Skip(_options.Terminals), isNew, cancellation);
        if (isNew)
        {
            await Screen.StageAsync(
                "morning",
                () => MorningTrade.PlayAsync(_tills, cancellation),
                kept => $"{MorningPlan.OrdersInTheMorning} orders from {_tills.Count} terminals; {MorningPlan.LeftOffline} is offline and keeps {kept}");
        }

        folder.RememberTraded(_options.Database);
        await Screen.StageAsync("dashboard", () => _dashboard.StartAsync(cancellation));
        await Screen.StageAsync("terminals", () => ShowScreensAsync(cancellation));
        await PrintAddressesAsync(cancellation);
    }

    private async Task OpenTillsAsync(IEnumerable<string> names, bool isNew, CancellationToken cancellation)
    {
        foreach (var name in names)
        {
            var till = EngineTill.Open(FolderOf(name), new TerminalEngineOptions { HubUrl = _lines[name].Address });
            _tills[name] = till;
            if (isNew)
            {
                var code = await _hub.Any.RunAsync(cancellation, "enrolment-code", "--store", MorningPlan.StoreOf(name));
                await till.EnrolAsync(_lines[name].Address, code.Expect(0).Json.GetProperty("code").GetString()!, cancellation);
            }
        }
    }

    private async Task ShowScreensAsync(CancellationToken cancellation)
    {
        for (var index = 0; index < _options.Terminals; index++)
        {
            var name = MorningPlan.Terminals[index];
            if (_tills.Remove(name, out var till))
            {
                await till.DisposeAsync();
            }

            var screen = new TerminalProgram(FolderOf(name), _ports.Terminal(index), _lines[name].Address);
            _screens[name] = screen;
            await screen.StartAsync(cancellation);
        }
    }

    private async Task PrintAddressesAsync(CancellationToken cancellation)
    {
        // Inviting again gives a new link to the same account, so a link works after every start.
        var account = await _hub.Any.RunAsync(cancellation, "accounts", "add", "--email", Owner, "--role", "owner");
        Console.WriteLine();
        foreach (var (name, screen) in _screens)
        {
            Console.WriteLine($"  Terminal {name}   {screen.Address}");
        }

        Console.WriteLine($"  Dashboard       {_dashboard.Address}");
        Console.WriteLine($"  Log in          {account.Expect(0).Json.GetProperty("link").GetString()}");
        Console.WriteLine($"                  choose a password there; later sign in as {Owner}");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"\n  Keys: 1-{_lines.Count} cut or join the line of a terminal, h kills and restarts {(_options.Nodes == 1 ? "the hub" : "a node")}, q ends\n"));
    }

    private async Task ObeyKeysAsync(CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var selling = _options.Live ? LiveTrade.SellAsync(_tills, stop.Token) : Task.CompletedTask;
        await foreach (var key in ConsoleKeys.PressedAsync(stop.Token))
        {
            if (key is 'q' or 'Q')
            {
                break;
            }

            await ObeyAsync(key, stop.Token);
        }

        await stop.CancelAsync();
        await selling;
    }

    private async Task ObeyAsync(char key, CancellationToken cancellation)
    {
        if (key is 'h' or 'H')
        {
            await _hub.KillAndStartAsync(cancellation);
        }
        else if (key - '1' is >= 0 and var index && index < _lines.Count)
        {
            var name = MorningPlan.Terminals[index];
            await ToggleAsync(name, _lines[name]);
        }
    }

    private static async Task ToggleAsync(string name, CuttableLine line)
    {
        if (line.IsCut)
        {
            line.Join();
            Console.WriteLine($"  {name}: line joined");
        }
        else
        {
            await line.CutAsync();
            Console.WriteLine($"  {name}: line cut");
        }
    }

    private string FolderOf(string terminal) => Path.Combine(_options.DataFolder, "terminals", terminal);
}
