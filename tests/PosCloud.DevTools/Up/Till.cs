using System.Globalization;
using PosCloud.TestKit.Programs;

namespace PosCloud.DevTools.Up;

/// <summary>A terminal without a screen, worked by the verbs of its program.</summary>
internal sealed class Till : IAsyncDisposable
{
    private readonly TerminalProgram _terminal;

    private Till(TerminalProgram terminal) => _terminal = terminal;

    public static Task<Till> OpenAsync(string folder, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(new Till(new TerminalProgram(folder, port: 0)));
    }

    public Task EnrolAsync(Uri hub, string code, CancellationToken cancellation) => _terminal.EnrolAsync(hub, code, cancellation);

    public async Task SellAsync(IReadOnlyList<PlannedLine> lines, bool byCard, CancellationToken cancellation)
    {
        var arguments = lines.SelectMany(line => new[] { "--line", string.Create(CultureInfo.InvariantCulture, $"{line.Sku}:{line.Quantity}") });
        (await _terminal.RunAsync(cancellation, ["sell", .. arguments])).Expect(0, 3);
    }

    public async Task GoOfflineAsync(CancellationToken cancellation) => (await _terminal.RunAsync(cancellation, "go", "offline")).Expect(0, 3);

    public async Task GoOnlineAsync(CancellationToken cancellation) => (await _terminal.RunAsync(cancellation, "go", "online")).Expect(0, 3);

    public async Task SyncAsync(TimeSpan limit, CancellationToken cancellation) =>
        (await _terminal.RunAsync(cancellation, "sync", "--wait", limit.TotalSeconds.ToString(CultureInfo.InvariantCulture))).Expect(0);

    public ValueTask DisposeAsync() => _terminal.DisposeAsync();
}
