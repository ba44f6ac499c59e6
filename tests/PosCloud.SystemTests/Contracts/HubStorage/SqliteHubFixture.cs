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
        var migrated = SqliteHubDatabase.OfFile(Path.Combine(_folder, "migrated.db"));
        await using var writer = new HubWriter(migrated, TimeProvider.System);
        await new HubSchema(migrated, writer).MigrateAsync(CancellationToken.None);
        // One complete file, whatever still stands in the write-ahead log of the other.
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "migrated.db")};Pooling=False");
        await connection.OpenAsync();
        await using var copy = connection.CreateCommand();
        copy.CommandText = "VACUUM INTO $file";
        copy.Parameters.AddWithValue("$file", Path.Combine(_folder, "template.db"));
        await copy.ExecuteNonQueryAsync();
    }

    public override Task<HubDatabase> CreateAsync(HubStorageOptions? options = null)
    {
        var file = Path.Combine(_folder, $"hub-{Interlocked.Increment(ref _made)}.db");
        File.Copy(Path.Combine(_folder, "template.db"), file);
        return Task.FromResult<HubDatabase>(SqliteHubDatabase.OfFile(file));
    }

    public override IReadOnlyList<string> Poison(string table) =>
        [$"CREATE TRIGGER poison BEFORE INSERT ON {table} WHEN NEW.sku = 'POISON' BEGIN SELECT RAISE(ABORT, 'poison'); END"];

    public override IReadOnlyList<string> Antidote(string table) => ["DROP TRIGGER poison"];

    public override ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
