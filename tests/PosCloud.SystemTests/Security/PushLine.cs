using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using PosCloud.Protocol;
using PosCloud.TestKit;

namespace PosCloud.SystemTests.Security;

/// <summary>A push line without a terminal around it, which remembers what it was told.</summary>
internal sealed class PushLine : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly ConcurrentQueue<string> _told = new();
    private readonly HubConnection _connection;

    /// <param name="token">Null for none.</param>
    public PushLine(Uri hub, Func<string?> token)
    {
        _connection = new HubConnectionBuilder().WithUrl(new Uri(hub, Routes.Nudge), http =>
        {
            http.Transports = HttpTransportType.WebSockets;
            http.SkipNegotiation = true;
            http.AccessTokenProvider = () => Task.FromResult(token());
        }).Build();
        _connection.KeepAliveInterval = TimeSpan.FromSeconds(1);
        _connection.On<string>(Routes.NudgeMethod, _told.Enqueue);
    }

    public IReadOnlyCollection<string> Told => _told;

    public bool IsOpen => _connection.State == HubConnectionState.Connected;

    public Task OpenAsync() => _connection.StartAsync(TestContext.Current.CancellationToken);

    public Task CallAsync(string method) => _connection.InvokeAsync(method, TestContext.Current.CancellationToken);

    public Task UntilToldAsync(string stream) => Waiting.UntilAsync(
        $"the line is told of {stream}", () => Task.FromResult(_told.Contains(stream)), Limit, TestContext.Current.CancellationToken);

    public Task UntilClosedAsync() => Waiting.UntilAsync("the line is closed", () => Task.FromResult(!IsOpen), Limit, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
