using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace PosCloud.TestKit.Databases;

/// <summary>
/// A PostgreSQL server of one's own: reached by a Unix socket only, gone with the process that started it, however that
/// ends.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private const string User = "poscloud";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly Lazy<Task<PostgresCluster>> LazyShared = new(() => StartAsync(null, durable: false, CancellationToken.None));

    // Obeys words on its input. The input's end comes when the process that started it ends in any way; then it cleans up, as
    // when somebody ends it together with that process.
    private const string Watchdog = """
        data="$1"; socket="$2"; keep="$3"; shift 3
        finish() {
          kill -INT $server 2> /dev/null; wait $server
          [ "$keep" = keep ] || rm -rf "$data"
          rm -rf "$socket"
        }
        trap finish EXIT; trap exit TERM INT HUP
        while read -r word; do
          case "$word" in
            start) "$@" & server=$! ;;
            kill) kill -9 $server $(cat "/proc/$server/task/$server/children"); wait $server ;;
          esac
        done
        """;

    private const int LogLinesKept = 40;

    private readonly Queue<string> _log = new();
    private readonly Process _watchdog;
    private int _databases;

    private PostgresCluster(Process watchdog, string dataFolder, string socketFolder)
    {
        DataFolder = dataFolder;
        SocketFolder = socketFolder;
        _watchdog = watchdog;
        watchdog.StandardInput.AutoFlush = true;
        watchdog.ErrorDataReceived += (_, line) => Note(line.Data);
        watchdog.BeginErrorReadLine();
    }

    public string DataFolder { get; }

    /// <summary>What a connection string names as its host.</summary>
    public string SocketFolder { get; }

    /// <summary>Why no cluster can be started here; null when it can.</summary>
    public static string? Missing => PostgresPrograms.Find(out var reason) is null ? reason : null;

    /// <summary>The one cluster of this test run: started when first asked for, without safety against power cuts.</summary>
    public static Task<PostgresCluster> SharedAsync() => LazyShared.Value;

    /// <param name="folder">Where its files stay for the next start; null for files that go with it. The user who runs the server must reach it.</param>
    /// <param name="durable">Commits survive a power cut; without, the server is faster.</param>
    public static async Task<PostgresCluster> StartAsync(string? folder, bool durable, CancellationToken cancellation)
    {
        var programs = Programs();
        // A socket's path has at most 107 characters, so it never stands in a folder of the caller's.
        var socket = Directory.CreateTempSubdirectory("pcpg-").FullName;
        var data = folder ?? Directory.CreateTempSubdirectory("pcpg-data-").FullName;
        Directory.CreateDirectory(data);
        await programs.TakeOverAsync(socket, cancellation);
        await programs.TakeOverAsync(data, cancellation);
        if (!File.Exists(Path.Combine(data, "PG_VERSION"))) await programs.InitialiseAsync(data, User, cancellation);
        List<string> server = [programs.Server, "-D", data, "-k", socket, "-c", "listen_addresses=", "-c", "max_connections=200"];
        if (!durable) server.AddRange(["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]);
        var start = programs.StartInfo("/bin/sh", ["-c", Watchdog, "watchdog", data, socket, folder is null ? "drop" : "keep", .. server]);
        start.RedirectStandardInput = true;
        start.RedirectStandardError = true;
        start.WorkingDirectory = "/";
        var cluster = new PostgresCluster(Process.Start(start) ?? throw new InvalidOperationException("Could not start PostgreSQL"), data, socket);
        await cluster.StartServerAsync(cancellation);
        return cluster;
    }

    /// <summary>For Npgsql, which takes the socket's folder as its host.</summary>
    public string ConnectionString(string database) => $"Host={SocketFolder};Username={User};Database={database}";

    /// <summary>A name that no database of this cluster has.</summary>
    public string NewName() => string.Create(CultureInfo.InvariantCulture, $"db{Interlocked.Increment(ref _databases)}_{Environment.ProcessId}");

    /// <summary>A new database, copied from another one or empty; answers its name.</summary>
    /// <param name="template">Nobody may be connected to it.</param>
    public async Task<string> CreateDatabaseAsync(string? template, CancellationToken cancellation)
    {
        var name = NewName();
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template ?? "template1"}", cancellation);
        return name;
    }

    /// <summary>Drops a database, with whoever is connected to it.</summary>
    public Task DropDatabaseAsync(string name, CancellationToken cancellation) => ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)", cancellation);

    /// <summary>Writes the database to a file with <c>pg_dump</c>, while it is used.</summary>
    public Task DumpAsync(string database, string file, CancellationToken cancellation) =>
        Programs().RunToolAsync("pg_dump", ["--format=custom", "--host", SocketFolder, "--username", User, "--file", file, database], cancellation);

    /// <summary>Puts what <see cref="DumpAsync"/> wrote in the place of the database's tables with <c>pg_restore</c>.</summary>
    public Task RestoreAsync(string database, string file, CancellationToken cancellation) => Programs().RunToolAsync(
        "pg_restore", ["--clean", "--if-exists", "--exit-on-error", "--host", SocketFolder, "--username", User, "--dbname", database, file], cancellation);

    /// <summary>Runs a statement as the cluster's owner, outside any database of a test.</summary>
    public async Task ExecuteAsync(string sql, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Ends the server and all its connections as a power cut would; <see cref="StartServerAsync"/> starts it again on what it had written.</summary>
    public async Task KillServerAsync(CancellationToken cancellation)
    {
        await _watchdog.StandardInput.WriteLineAsync("kill");
        await Waiting.UntilAsync("the server is gone", async () => !await AnswersAsync(cancellation), StartLimit, cancellation);
    }

    public async Task StartServerAsync(CancellationToken cancellation)
    {
        await _watchdog.StandardInput.WriteLineAsync("start");
        if (!await Waiting.ForAsync(() => AnswersAsync(cancellation), StartLimit, cancellation))
            throw new InvalidOperationException("PostgreSQL did not start.\n" + LastLines());
    }

    public async ValueTask DisposeAsync()
    {
        _watchdog.StandardInput.Close();
        await _watchdog.WaitForExitAsync();
        _watchdog.Dispose();
    }

    private static PostgresPrograms Programs() => PostgresPrograms.Find(out var reason) ?? throw new InvalidOperationException(reason);

    private async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        try
        {
            await ExecuteAsync("SELECT 1", cancellation);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private void Note(string? line)
    {
        if (line is null) return;
        lock (_log)
        {
            _log.Enqueue(line);
            if (_log.Count > LogLinesKept) _log.Dequeue();
        }
    }

    private string LastLines()
    {
        lock (_log) return string.Join('\n', _log);
    }
}
