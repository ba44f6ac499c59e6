using Microsoft.Data.Sqlite;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Sqlite;
using PosCloud.HubStorage.Writing;

namespace PosCloud.SystemTests.Contracts.HubStorage;

/// <summary>SQLite files in a temporary folder, copied from one that was migrated once.</summary>
public sealed class SqliteHubFixture : HubFixture
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hubstore-").FullName;
    private int _made;

    public override async ValueTask InitializeAsync()
    {
        var template = SqliteHubDatabase.OfFile(Path.Combine(_folder, "template.db"));
        await using (var writer = new HubWriter(template, TimeProvider.System)) await new HubSchema(template, writer).MigrateAsync(CancellationToken.None);
        SqliteConnection.ClearAllPools();
    }

    public override Task<HubDatabase> CreateAsync()
    {
        var file = Path.Combine(_folder, $"hub-{Interlocked.Increment(ref _made)}.db");
        File.Copy(Path.Combine(_folder, "template.db"), file);
        return Task.FromResult<HubDatabase>(SqliteHubDatabase.OfFile(file));
    }

    public override ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
