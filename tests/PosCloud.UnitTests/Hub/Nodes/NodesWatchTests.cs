using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PosCloud.Hub.Nodes;

namespace PosCloud.UnitTests.Hub.Nodes;

public sealed class NodesWatchTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>An exception that leaves the watch would end the whole node.</summary>
    [Fact]
    public async Task A_Redis_that_answers_nothing_for_a_while_does_not_end_the_node()
    {
        await using var silent = new SilentRedis();
        await using var link = new RedisLink($"127.0.0.1:{silent.Port},connectTimeout=200,asyncTimeout=200,syncTimeout=200");
        using var log = new Warnings();
        using var watch = new NodesWatch(link, new Lifetime(), TimeProvider.System, log);

        await watch.StartAsync(TestContext.Current.CancellationToken);
        await Task.WhenAny(log.First, watch.ExecuteTask!).WaitAsync(Limit, TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.False(watch.ExecuteTask!.IsCompleted, watch.ExecuteTask.Exception?.ToString());
        await watch.StopAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Lets a client in and then says no more to it.</summary>
    private sealed class SilentRedis : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _running;

        public SilentRedis()
        {
            _listener.Start();
            _running = RunAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            _listener.Dispose();
            await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _stop.Dispose();
        }

        private async Task RunAsync()
        {
            var open = new List<Task>();
            try
            {
                while (true) open.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
            finally
            {
                await Task.WhenAll(open).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        private async Task AnswerAsync(TcpClient client)
        {
            using var _ = client;
            using var reader = new StreamReader(client.GetStream(), System.Text.Encoding.Latin1);
            while (await reader.ReadLineAsync(_stop.Token) is { } count)
            {
                // *2, $4, ECHO, $3, abc
                var words = new string[int.Parse(count.AsSpan(1), CultureInfo.InvariantCulture)];
                for (var i = 0; i < words.Length; i++)
                {
                    await reader.ReadLineAsync(_stop.Token);
                    words[i] = await reader.ReadLineAsync(_stop.Token) ?? "";
                }

                var answer = words[0].ToUpperInvariant() switch
                {
                    "SET" or "SETEX" => "",
                    "PING" => "+PONG\r\n",
                    "ECHO" => $"${words[1].Length}\r\n{words[1]}\r\n",
                    _ => "-ERR unknown command\r\n",
                };
                await client.GetStream().WriteAsync(System.Text.Encoding.Latin1.GetBytes(answer), _stop.Token);
            }
        }
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => throw new InvalidOperationException("The node ended.");
    }

    private sealed class Warnings : ILogger<NodesWatch>, IDisposable
    {
        private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task First => _first.Task;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => _first.TrySetResult();

        public void Dispose() => _first.TrySetResult();
    }
}
