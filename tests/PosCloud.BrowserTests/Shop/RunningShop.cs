using Microsoft.Playwright;
using PosCloud.TestKit.Network;
using PosCloud.TestKit.Programs;

namespace PosCloud.BrowserTests.Shop;

/// <summary>The real programs on this machine: hub, dashboard, and terminals that reach the hub over lines that can be cut.</summary>
public sealed class RunningShop : IAsyncDisposable
{
    private readonly string _folder;
    private readonly PortBlock _ports;
    private readonly List<TerminalProgram> _terminals = [];
    private readonly List<CuttableLine> _lines = [];

    private RunningShop(string folder, PortBlock ports)
    {
        _folder = folder;
        _ports = ports;
        Hub = new HubProgram(Path.Combine(folder, "hub"), ports);
        Dashboard = new DashboardProgram(Path.Combine(folder, "dashboard"), ports);
    }

    public HubProgram Hub { get; }

    public DashboardProgram Dashboard { get; }

    public IReadOnlyList<TerminalProgram> Terminals => _terminals;

    public IReadOnlyList<CuttableLine> Lines => _lines;

    /// <summary>Starts the sample shop with terminals in its first store.</summary>
    /// <param name="portBase">Each test class uses a range of its own.</param>
    public static async Task<RunningShop> StartAsync(int portBase, int terminals, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("poscloud-browser-").FullName;
        var shop = new RunningShop(folder, PortBlock.FirstFree(portBase, terminals));
        try
        {
            await shop.StartProgramsAsync(terminals, cancellation);
            return shop;
        }
        catch
        {
            // Nobody would dispose what never came to be: no program may be left running.
            await shop.DisposeAsync();
            throw;
        }
    }

    private async Task StartProgramsAsync(int terminals, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Hub.DataFolder);
        await SampleShopSetUp.FillAsync(Hub, cancellation);
        await Hub.StartAsync(cancellation);
        await Dashboard.StartAsync(cancellation);
        for (var i = 0; i < terminals; i++)
        {
            var line = new CuttableLine(_ports.Link(i), _ports.Hub);
            var terminal = new TerminalProgram(Path.Combine(_folder, "terminal-" + (i + 1)), _ports.Terminal(i));
            _lines.Add(line);
            _terminals.Add(terminal);
            await SampleShopSetUp.EnrolAsync(Hub, terminal, line, "S1", cancellation);
            await terminal.StartAsync(cancellation);
        }
    }

    /// <summary>Follows the one-time link, sets a password and leaves the page on the terminals overview.</summary>
    public async Task SignInAsync(IPage page, CancellationToken cancellation)
    {
        var answer = await Hub.RunAsync(cancellation, "accounts", "add", "--email", "mara@example.com", "--role", "owner");
        var link = new Uri(answer.Expect(0).Json.GetProperty("link").GetString()!);
        await page.GotoAsync(new Uri(Dashboard.Address, link.PathAndQuery).AbsoluteUri);
        await DashboardSteps.SetUpAccountAsync(page, "Mara K.", "correct horse battery staple 9");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var terminal in _terminals) await terminal.DisposeAsync();
        foreach (var line in _lines) await line.DisposeAsync();
        await Dashboard.DisposeAsync();
        await Hub.DisposeAsync();
        PortReservations.Return(_ports.Base);
        Directory.Delete(_folder, recursive: true);
    }
}
