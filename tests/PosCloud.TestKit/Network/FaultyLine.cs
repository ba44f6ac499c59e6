using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace PosCloud.TestKit.Network;

/// <summary>
/// A TCP line between processes that spoils requests: it carries one HTTP request per connection, so that it has the whole
/// of it and of its answer as bytes, and does to them what it is told. Which fault hits which request follows from the seed.
/// </summary>
public sealed class FaultyLine : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, byte> _carried = new();
    private readonly ConcurrentDictionary<LineFault, int> _done = new();
    private readonly TcpListener _listener;
    private readonly int _target;
    private readonly Random _random;
    private readonly Lock _gate = new();
    private readonly Task _accepting;
    private readonly Queue<LineFault> _deck = new();
    private LineFault[] _faults = [LineFault.None];

    /// <param name="port">Where it listens; 0 for any.</param>
    /// <param name="target">The hub's port.</param>
    public FaultyLine(int port, int target, int seed)
    {
        (_target, _random) = (target, new Random(seed));
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>How long a delayed request takes, and after how long one is repeated.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>What happened how often.</summary>
    public IReadOnlyDictionary<LineFault, int> Done => _done;

    /// <summary>From now on each request meets one of these: all of them once in an order by chance, then all of them again.</summary>
    public void Suffer(params LineFault[] faults)
    {
        lock (_gate)
        {
            _faults = faults;
            _deck.Clear();
        }
    }

    public void Heal() => Suffer(LineFault.None);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_carried.Keys);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                var carrying = CarryAsync(client);
                _carried[carrying] = 0;
                _ = carrying.ContinueWith(done => _carried.TryRemove(done, out _), TaskScheduler.Default);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It was told to stop.
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var line = client.GetStream();
                if (await HttpBytes.RequestAsync(line, _stop.Token) is not { } request) return;
                var (fault, place, bit) = Draw();
                _done.AddOrUpdate(fault, 1, (_, before) => before + 1);
                await CarryAsync(client, line, request, fault, place, bit);
            }
            catch (Exception end) when (end is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // Either side hung up, which is what a line is for.
            }
        }
    }

    private async Task CarryAsync(TcpClient client, NetworkStream line, byte[] request, LineFault fault, double place, int bit)
    {
        switch (fault)
        {
            case LineFault.DropRequest:
                return;
            case LineFault.BlackHole:
                // Until the other side gives up.
                await line.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, _stop.Token);
                return;
            case LineFault.Delay:
                await Task.Delay(Delay, TimeProvider.System, _stop.Token);
                break;
            case LineFault.Duplicate:
                await AskAsync(request);
                break;
            case LineFault.CutRequest:
                await SendPartAsync(request[..At(request, place)]);
                return;
            case LineFault.FlipRequest:
                Flip(request, place, bit);
                break;
        }

        var answer = await AskAsync(request);
        switch (fault)
        {
            case LineFault.DropAnswer:
                return;
            case LineFault.CutAnswer or LineFault.Reset:
                answer = answer[..At(answer, place)];
                break;
            case LineFault.FlipAnswer when answer.Length > 0:
                Flip(answer, place, bit);
                break;
        }

        await line.WriteAsync(answer, _stop.Token);
        if (fault == LineFault.Reset) client.LingerState = new LingerOption(true, 0);
        if (fault != LineFault.RepeatLater) return;
        client.Close();
        await Task.Delay(Delay, TimeProvider.System, _stop.Token);
        await AskAsync(request);
    }

    /// <summary>Sends these bytes to the hub and reads until it closes; what it never said is missing.</summary>
    private async Task<byte[]> AskAsync(byte[] request)
    {
        using var hub = new TcpClient { NoDelay = true };
        await hub.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
        var line = hub.GetStream();
        var answer = new MemoryStream();
        try
        {
            await line.WriteAsync(request, _stop.Token);
            await line.CopyToAsync(answer, _stop.Token);
        }
        catch (Exception end) when (end is IOException or SocketException)
        {
            // The hub hung up on a spoilt request.
        }

        return answer.ToArray();
    }

    private async Task SendPartAsync(byte[] part)
    {
        using var hub = new TcpClient { NoDelay = true };
        await hub.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
        await hub.GetStream().WriteAsync(part, _stop.Token);
    }

    private (LineFault Fault, double Place, int Bit) Draw()
    {
        lock (_gate)
        {
            if (_deck.Count == 0)
            {
                var order = _faults.ToArray();
                _random.Shuffle(order);
                foreach (var fault in order) _deck.Enqueue(fault);
            }

            return (_deck.Dequeue(), _random.NextDouble(), _random.Next(8));
        }
    }

    private static int At(byte[] bytes, double place) => (int)(bytes.Length * place);

    private static void Flip(byte[] bytes, double place, int bit) => bytes[At(bytes, place)] ^= (byte)(1 << bit);
}
