using System.Net;
using System.Net.Sockets;
using PosCloud.TestKit.Network;
using Xunit;

namespace PosCloud.UnitTests.TestKit.Network;

/// <summary>The tests of cut lines are worth what this line is worth.</summary>
public sealed class CuttableLineTests : IAsyncLifetime
{
    private readonly TcpListener _echo = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private Task _echoing = Task.CompletedTask;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private int Target => ((IPEndPoint)_echo.LocalEndpoint).Port;

    [Fact]
    public async Task It_carries_bytes_both_ways()
    {
        await using var line = new CuttableLine(FreePort(), Target);
        using var client = await ConnectAsync(line);

        await client.GetStream().WriteAsync(new byte[] { 7 }, Cancellation);

        Assert.Equal((byte?)7, await ReadByteAsync(client));
    }

    [Fact]
    public async Task A_cut_ends_open_connections_and_refuses_new_ones()
    {
        await using var line = new CuttableLine(FreePort(), Target);
        using var client = await ConnectAsync(line);
        await client.GetStream().WriteAsync(new byte[] { 7 }, Cancellation);
        await ReadByteAsync(client);

        await line.CutAsync();

        Assert.True(line.IsCut);
        Assert.Null(await ReadByteAsync(client));
        await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(line));
    }

    [Fact]
    public async Task A_joined_line_carries_again()
    {
        await using var line = new CuttableLine(FreePort(), Target);
        await line.CutAsync();

        line.Join();

        using var client = await ConnectAsync(line);
        await client.GetStream().WriteAsync(new byte[] { 9 }, Cancellation);
        Assert.Equal((byte?)9, await ReadByteAsync(client));
    }

    public ValueTask InitializeAsync()
    {
        _echo.Start();
        _echoing = EchoAsync();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _echo.Dispose();
        await _echoing;
        _stop.Dispose();
    }

    private static async Task<TcpClient> ConnectAsync(CuttableLine line)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, line.Address.Port, Cancellation);
        return client;
    }

    /// <summary>The next byte; null when the connection ended.</summary>
    private static async Task<byte?> ReadByteAsync(TcpClient client)
    {
        var buffer = new byte[1];
        try
        {
            return await client.GetStream().ReadAsync(buffer, Cancellation) == 0 ? null : buffer[0];
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task EchoAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _echo.AcceptTcpClientAsync(_stop.Token);
                await client.GetStream().CopyToAsync(client.GetStream(), _stop.Token);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException or SocketException or InvalidOperationException)
        {
            // The test is over.
        }
    }
}
