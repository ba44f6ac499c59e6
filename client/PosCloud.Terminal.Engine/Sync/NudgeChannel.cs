using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using PosCloud.Protocol;
using PosCloud.Terminal.Engine.Enrolment;
using PosCloud.Terminal.Engine.Journal;

namespace PosCloud.Terminal.Engine.Sync;

/// <summary>
/// The hub's way of saying "something changed". It carries no data: a lost nudge costs time until the next poll, never
/// correctness.
/// </summary>
internal sealed class NudgeChannel(TerminalJournal journal, DeviceTokens tokens, TerminalEngineOptions options, TimeProvider clock) : IAsyncDisposable
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);
    private HubConnection? _connection;

    /// <summary>A stream moved; the argument is its name.</summary>
    public event Action<string>? Nudged;

    /// <summary>The channel came up or broke.</summary>
    public event Action<bool>? StateChanged;

    public bool IsConnected => _connection?.State == HubConnectionState.Connected;

    /// <summary>Connects if it isn't; failing is normal while the hub is away and says nothing new.</summary>
    public async Task EnsureAsync(CancellationToken cancellation)
    {
        if (!options.UsePush || journal.Identity is not { } identity) return;
        _connection ??= Build(options.HubUrl ?? identity.Hub);
        if (_connection.State != HubConnectionState.Disconnected) return;
        // A line that swallows everything must not hold up the next sync.
        using var patience = new CancellationTokenSource(Silence, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            await _connection.StartAsync(both.Token).ConfigureAwait(false);
            StateChanged?.Invoke(true);
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or InvalidOperationException or TimeoutException or System.Net.WebSockets.WebSocketException
            || (problem is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            // The next good sync tries again; polling goes on meanwhile.
        }
    }

    public async Task StopAsync()
    {
        if (_connection is not { } connection) return;
        _connection = null;
        await connection.DisposeAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    private HubConnection Build(Uri hub)
    {
        var connection = new HubConnectionBuilder()
            .WithUrl(new Uri(hub, Routes.Nudge), http =>
            {
                // A negotiation would tie this line to one node of the hub; this way whichever answers will do.
                http.Transports = HttpTransportType.WebSockets;
                http.SkipNegotiation = true;
                http.AccessTokenProvider = () => Task.FromResult<string?>(tokens.Current());
                if (options.HttpHandler is { } handler) http.HttpMessageHandlerFactory = _ => handler();
            })
            .WithAutomaticReconnect([TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)])
            .Build();
        // A hub that vanished without closing the connection is noticed by its missing pings.
        connection.ServerTimeout = Silence;
        connection.KeepAliveInterval = TimeSpan.FromSeconds(2);
        connection.On<string>(Routes.NudgeMethod, stream => Nudged?.Invoke(stream));
        connection.Reconnecting += _ => Report(false);
        connection.Reconnected += _ => Report(true);
        connection.Closed += _ => Report(false);
        return connection;
    }

    private Task Report(bool connected)
    {
        StateChanged?.Invoke(connected);
        return Task.CompletedTask;
    }
}
