using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace PosCloud.SystemTests.Security.Fuzz;

/// <summary>Stands before a hub and answers 500 to what has a property; all else reaches the hub, byte by byte.</summary>
internal sealed class PlantedFault : IAsyncDisposable
{
    private readonly Func<byte[], bool> _fails;
    private readonly Uri _hub;
    private readonly ConcurrentDictionary<TcpClient, bool> _answered = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    public PlantedFault(Uri hub, Func<byte[], bool> fails)
    {
        (_hub, _fails) = (hub, fails);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true) open.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient accepted)
    {
        using var client = accepted;
        using var hub = new TcpClient();
        try
        {
            await hub.ConnectAsync(IPAddress.Loopback, _hub.Port, _stop.Token);
            var back = PassAsync(hub.GetStream(), client);
            await ForwardAsync(client, hub);
            await back;
        }
        catch (Exception ended) when (ended is IOException or SocketException or OperationCanceledException or InvalidOperationException)
        {
            // One of the two sides closed; the other notices.
        }
    }

    private async Task ForwardAsync(TcpClient client, TcpClient hub)
    {
        var (received, buffer) = (new MemoryStream(), new byte[16 * 1024]);
        for (int read; (read = await client.GetStream().ReadAsync(buffer, _stop.Token)) > 0;)
        {
            received.Write(buffer, 0, read);
            if (!_fails(received.ToArray()))
            {
                await hub.GetStream().WriteAsync(buffer.AsMemory(0, read), _stop.Token);
                continue;
            }

            _answered.TryAdd(client, true);
            hub.Close();
            await client.GetStream().WriteAsync("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), _stop.Token);
            client.Client.Shutdown(SocketShutdown.Send);
            // Closing with bytes unread would take the answer back.
            while (await client.GetStream().ReadAsync(buffer, _stop.Token) > 0) continue;
            return;
        }

        hub.Client.Shutdown(SocketShutdown.Send);
    }

    private async Task PassAsync(NetworkStream from, TcpClient to)
    {
        try
        {
            await from.CopyToAsync(to.GetStream(), _stop.Token);
        }
        catch (Exception ended) when (ended is IOException or SocketException or OperationCanceledException or InvalidOperationException)
        {
            // The hub broke the line, as it may; or the plant answers instead.
        }

        if (!_answered.TryRemove(to, out _) && to.Connected) to.Client.Shutdown(SocketShutdown.Send);
    }
}
