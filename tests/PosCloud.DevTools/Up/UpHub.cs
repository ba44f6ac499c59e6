using PosCloud.TestKit.Network;
using PosCloud.TestKit.Programs;

namespace PosCloud.DevTools.Up;

/// <summary>The hub of a shop: one process or several nodes.</summary>
internal sealed class UpHub : IAsyncDisposable
{
    private readonly List<HubProgram> _nodes;
    private int _nextKilled;

    public UpHub(UpOptions options, PortBlock ports, UpServers servers)
    {
        _nodes = [.. Enumerable.Range(0, options.Nodes).Select(index => new HubProgram(
            // One keeps the folder it has had before there were several.
            Path.Combine(options.DataFolder, index == 0 ? "hub" : $"hub-{index + 1}"), ports.Node(index), SettingsOf(ports, servers)))];
        Ports = [.. Enumerable.Range(0, options.Nodes).Select(index => ports.Node(index).Hub)];
    }

    /// <summary>One of them, for verbs; which doesn't matter.</summary>
    public HubProgram Any => _nodes[0];

    public int[] Ports { get; }

    public string Addresses => string.Join("  ", _nodes.Select(node => node.Address.AbsoluteUri));

    private bool IsAlone => _nodes.Count == 1;

    public Task StartAsync(CancellationToken cancellation) => Task.WhenAll(_nodes.Select(node => node.StartAsync(cancellation)));

    /// <summary>Kills the hub, or one of its nodes in turn, and starts it again.</summary>
    public async Task KillAndStartAsync(CancellationToken cancellation)
    {
        var number = (_nextKilled++ % _nodes.Count) + 1;
        var node = _nodes[number - 1];
        await node.KillAsync();
        Console.WriteLine(IsAlone ? "  hub killed" : $"  node {number} killed; the others go on");
        await Screen.StageAsync(IsAlone ? "hub" : $"node {number}", () => node.StartAsync(cancellation), "is back");
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(_nodes.Select(node => node.DisposeAsync().AsTask()));

    // There's one dashboard, whichever node names it.
    private static Dictionary<string, string> SettingsOf(PortBlock ports, UpServers servers) => new(servers.HubSettings)
    {
        ["Hub__DashboardUrl"] = $"http://127.0.0.1:{ports.Dashboard}",
    };
}
