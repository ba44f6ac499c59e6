using System.Globalization;
using PosCloud.TestKit.Network;

namespace PosCloud.DevTools.Replay;

/// <summary>All devices of the replayed shop.</summary>
internal sealed class ReplayTills(string folder, PortBlock ports, int? seed, ReplayedOrders sold, ChaosTally tally) : IAsyncDisposable
{
    private readonly List<ReplayTill> _tills = [];

    public IReadOnlyList<ReplayTill> All => _tills;

    public ReplayTill Of(int number) => _tills.Single(till => till.Number == number);

    /// <summary>A new terminal.</summary>
    public Task EnrolAsync(int number, string code, CancellationToken cancellation)
    {
        var till = Add(number, Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"terminal-{number}")));
        return till.EnrolAsync(code, cancellation);
    }

    /// <summary>A second device with the files of another one. Its line is cut.</summary>
    public async Task OpenCopyAsync(int number, string copy, CancellationToken cancellation)
    {
        var till = Add(number, copy);
        await till.SetLineAsync(isCut: true);
        await till.StartAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var till in _tills) await till.DisposeAsync();
    }

    private ReplayTill Add(int number, string of)
    {
        var line = new CuttableLine(ports.Link(number - 1), ports.Hub);
        var till = new ReplayTill(number, of, line, seed is { } drawn ? drawn + number : null, sold, fault => tally.Add("link: " + fault));
        _tills.Add(till);
        return till;
    }
}
