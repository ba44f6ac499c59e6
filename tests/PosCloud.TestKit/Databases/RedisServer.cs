using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using PosCloud.TestKit.Programs;

namespace PosCloud.TestKit.Databases;

/// <summary>
/// Debian's redis-server on a loopback port, gone with the process that started it, however that ends.
/// </summary>
public sealed class RedisServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    // Obeys words on its input, whose end comes when the process that started it ends in any way.
    private const string Watchdog = """
        while read -r word; do
          case "$word" in
            start) "$@" & server=$! ;;
            kill) kill -9 $server; wait $server ;;
          esac
        done
        kill $server 2> /dev/null; wait $server
        """;

    private readonly Process _watchdog;
    private readonly int _port;
    private readonly string _folder;
    private readonly bool _keeps;

    private RedisServer(Process watchdog, int port, string folder, bool keeps)
    {
        (_watchdog, _port, _folder, _keeps) = (watchdog, port, folder, keeps);
        watchdog.StandardInput.AutoFlush = true;
        // Read away, so that the server never waits for somebody to read what it says.
        watchdog.OutputDataReceived += (_, _) => { };
        watchdog.BeginOutputReadLine();
    }

    /// <summary>Why none can be started here; null when one can.</summary>
    public static string? Missing => InstalledProgram.Redis.Missing;

    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}");

    /// <param name="folder">Where it writes everything down at once, to have it after its next start; null to keep it in memory only.</param>
    public static async Task<RedisServer> StartAsync(int port, string? folder, CancellationToken cancellation, params IEnumerable<string> arguments)
    {
        if (Missing is { } missing) throw new InvalidOperationException(missing);
        var home = folder ?? Directory.CreateTempSubdirectory("pcredis-").FullName;
        Directory.CreateDirectory(home);
        string[] server =
        [
            InstalledProgram.Redis.Path!, "--bind", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture), "--dir", home, "--save", "",
            "--appendonly", folder is null ? "no" : "yes", "--appendfsync", "always", .. arguments,
        ];
        var start = new ProcessStartInfo("/bin/sh", ["-c", Watchdog, "watchdog", .. server])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = "/",
        };
        var redis = new RedisServer(Process.Start(start) ?? throw new InvalidOperationException($"Could not start {InstalledProgram.Redis.Name}"), port, home, folder is not null);
        await redis.StartServerAsync(cancellation);
        return redis;
    }

    /// <summary>Ends it as a power cut would; <see cref="StartServerAsync"/> starts it again with what it kept.</summary>
    public async Task KillServerAsync(CancellationToken cancellation)
    {
        await _watchdog.StandardInput.WriteLineAsync("kill");
        await Waiting.UntilAsync("Redis is gone", async () => !await ListensAsync(cancellation), StartLimit, cancellation);
    }

    public async Task StartServerAsync(CancellationToken cancellation)
    {
        await _watchdog.StandardInput.WriteLineAsync("start");
        await Waiting.UntilAsync("Redis listens", () => ListensAsync(cancellation), StartLimit, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _watchdog.StandardInput.Close();
        await _watchdog.WaitForExitAsync();
        _watchdog.Dispose();
        if (!_keeps) Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> ListensAsync(CancellationToken cancellation)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", _port, cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
