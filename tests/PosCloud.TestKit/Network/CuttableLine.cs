using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace PosCloud.TestKit.Network;

/// <summary>
/// A TCP line between a terminal and the hub that can be cut in the middle of a transfer and joined again.
/// While it is cut, nothing listens: a new connection is refused, as with a pulled cable and a dead router. With several
/// targets it deals connections out in turn and passes over one that doesn't answer, as a proxy before several nodes does.
/// </summary>
public sealed class CuttableLine : IAsyncDisposable
{
    private readonly int _port;
    private readonly int[] _targetPorts;
    private int _dealt;
    private readonly ConcurrentDictionary<TcpClient, byte> _open = new();
    private CancellationTokenSource? _stop;
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;

    public CuttableLine(int port, params int[] targetPorts)
    {
        _port = port;
        _targetPorts = targetPorts;
        Join();
    }

    public Uri Address => new($"http://127.0.0.1:{_port}");

    public bool IsCut => _listener is null;

    /// <summary>Lets connections through. Does nothing when the line is whole.</summary>
    public void Join()
    {
        if (_listener is not null)
        {
            return;
        }

        _stop = new CancellationTokenSource();
        _listener = new TcpListener(IPAddress.Loopback, _port);
        _listener.Start();
        _accepting = AcceptAsync(_listener, _stop.Token);
    }

    /// <summary>Breaks every connection, also those in the middle of a request, and refuses new ones.</summary>
    public async Task CutAsync()
    {
        if (_listener is null)
        {
            return;
        }

        await _stop!.CancelAsync();
        _listener.Dispose();
        _listener = null;
        foreach (var client in _open.Keys)
        {
            client.Dispose();
        }

        await _accepting;
        _stop.Dispose();
    }

    public async ValueTask DisposeAsync() => await CutAsync();

    private async Task AcceptAsync(TcpListener listener, CancellationToken stop)
    {
        var carried = new List<Task>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stop);
                carried.RemoveAll(task => task.IsCompleted);
                carried.Add(CarryAsync(client, stop));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(carried);
        }
    }

    private async Task CarryAsync(TcpClient client, CancellationToken stop)
    {
        _open[client] = 0;
        TcpClient? target = null;
        try
        {
            target = await ConnectAsync(stop);
            _open[target] = 0;
            client.NoDelay = target.NoDelay = true;
            var up = client.GetStream().CopyToAsync(target.GetStream(), stop);
            var down = target.GetStream().CopyToAsync(client.GetStream(), stop);
            await Task.WhenAny(up, down);
            target.Close();
            client.Close();
            await Task.WhenAll(up, down);
        }
        catch (Exception end) when (stop.IsCancellationRequested || end is IOException or SocketException or OperationCanceledException
            or ObjectDisposedException or InvalidOperationException)
        {
            // A client that is disposed between two of these calls answers in many ways; cut is cut. Else: either side hung up or the line was cut: both ends are closed below, which is all there is to do.
        }
        finally
        {
            _open.TryRemove(client, out _);
            if (target is not null) _open.TryRemove(target, out _);
            target?.Dispose();
            client.Dispose();
        }
    }

    /// <exception cref="SocketException">None of the targets answers.</exception>
    private async Task<TcpClient> ConnectAsync(CancellationToken stop)
    {
        var first = Interlocked.Increment(ref _dealt);
        for (var tried = 1; ; tried++)
        {
            var target = new TcpClient();
            try
            {
                await target.ConnectAsync(IPAddress.Loopback, _targetPorts[(first + tried) % _targetPorts.Length], stop);
                return target;
            }
            catch (Exception refused)
            {
                target.Dispose();
                if (refused is not SocketException || tried >= _targetPorts.Length) throw;
            }
        }
    }
}
