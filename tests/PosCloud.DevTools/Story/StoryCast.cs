using PosCloud.TestKit.Network;
using PosCloud.TestKit.Programs;

namespace PosCloud.DevTools.Story;

/// <summary>Who plays: one hub, one dashboard, two terminals of one store, each on a line that can be cut.</summary>
internal sealed class StoryCast : IAsyncDisposable
{
    public const string Store = "S1";

    private StoryCast(string folder, PortBlock ports, IReadOnlyDictionary<string, string> hubSettings)
    {
        Hub = new HubProgram(Path.Combine(folder, "hub"), ports, hubSettings);
        Dashboard = new DashboardProgram(Path.Combine(folder, "dashboard"), ports);
        FirstLine = new CuttableLine(ports.Link(0), ports.Hub);
        SecondLine = new CuttableLine(ports.Link(1), ports.Hub);
        First = new TerminalProgram(Path.Combine(folder, "terminal-1"), ports.Terminal(0));
        Second = new TerminalProgram(Path.Combine(folder, "terminal-2"), ports.Terminal(1));
    }

    public HubProgram Hub { get; }

    public DashboardProgram Dashboard { get; }

    public TerminalProgram First { get; }

    public TerminalProgram Second { get; }

    public CuttableLine FirstLine { get; }

    public CuttableLine SecondLine { get; }

    public string FirstName { get; private set; } = "";

    public string SecondName { get; private set; } = "";

    public static async Task<StoryCast> AssembleAsync(
        string folder, int portBase, IReadOnlyDictionary<string, string> hubSettings, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.Combine(folder, "hub"));
        var cast = new StoryCast(folder, PortBlock.FirstFree(portBase, terminals: 2), hubSettings);
        try
        {
            await Screen.StageAsync("catalogue", () => SampleShopSetUp.FillAsync(cast.Hub, cancellation), rows => $"{rows} rows for two stores");
            await Screen.StageAsync("hub", () => cast.Hub.StartAsync(cancellation), cast.Hub.Address.AbsoluteUri);
            await Screen.StageAsync("dashboard", () => cast.Dashboard.StartAsync(cancellation), cast.Dashboard.Address.AbsoluteUri);
            await Screen.StageAsync("terminals", async () =>
            {
                cast.FirstName = await SampleShopSetUp.EnrolAsync(cast.Hub, cast.First, cast.FirstLine, Store, cancellation);
                cast.SecondName = await SampleShopSetUp.EnrolAsync(cast.Hub, cast.Second, cast.SecondLine, Store, cancellation);
                await cast.First.StartAsync(cancellation);
                await cast.Second.StartAsync(cancellation);
            });
            return cast;
        }
        catch
        {
            await cast.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await First.DisposeAsync();
        await Second.DisposeAsync();
        await Dashboard.DisposeAsync();
        await Hub.DisposeAsync();
        await FirstLine.DisposeAsync();
        await SecondLine.DisposeAsync();
    }
}
