using System.CommandLine;
using PosCloud.DevTools.Up;
using PosCloud.TestKit.Databases;

namespace PosCloud.DevTools.Databases;

/// <summary>The hub's database for one run of a command, gone with it.</summary>
internal sealed class ScratchDatabase : IAsyncDisposable
{
    private const string Name = "poscloud";
    private readonly PostgresCluster? _cluster;

    private ScratchDatabase(PostgresCluster? cluster)
    {
        _cluster = cluster;
        HubSettings = cluster is null ? [] : new() { ["Hub__Database"] = "PostgreSql", ["Hub__ConnectionString"] = cluster.ConnectionString(Name) };
    }

    /// <summary>Environment of the hub and its verbs.</summary>
    public Dictionary<string, string> HubSettings { get; }

    public static Option<string> Option()
    {
        var database = new Option<string>("--database") { DefaultValueFactory = _ => UpOptions.Sqlite, Description = "sqlite or postgresql" };
        database.AcceptOnlyFromAmong(UpOptions.Sqlite, UpOptions.PostgreSql);
        return database;
    }

    /// <summary>Why that database can't be had here; null when it can.</summary>
    public static string? Problem(string database) =>
        database == UpOptions.PostgreSql && PostgresCluster.Missing is { } missing ? $"--database postgresql: {missing}" : null;

    /// <summary>Safe against power cuts like a real one, so that what a run takes is what it would take.</summary>
    public static async Task<ScratchDatabase> StartAsync(string database, CancellationToken cancellation) =>
        new(database == UpOptions.PostgreSql ? await PostgresCluster.StartAsync(folder: null, durable: true, cancellation) : null);

    /// <summary>Copies the database to a file with its own tool; a database without one is copied by the hub.</summary>
    public Task DumpAsync(string file, CancellationToken cancellation) => _cluster?.DumpAsync(Name, file, cancellation) ?? Task.CompletedTask;

    /// <summary>Puts the copy in its place; false when that is the hub's work.</summary>
    public async Task<bool> RestoreAsync(string file, CancellationToken cancellation)
    {
        if (_cluster is null) return false;
        await _cluster.RestoreAsync(Name, file, cancellation);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }
}
