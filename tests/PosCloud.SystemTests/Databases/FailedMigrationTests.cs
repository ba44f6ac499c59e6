using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PosCloud.HubStorage;
using PosCloud.HubStorage.PostgreSql;
using PosCloud.HubStorage.Sqlite;
using PosCloud.HubStorage.Writing;
using PosCloud.TestKit.Databases;

namespace PosCloud.SystemTests.Databases;

/// <summary>A change of the hub's schema that fails after some of its statements: nothing of it stays, and it can be made again.</summary>
public sealed class FailedMigrationTests
{
    // The last table that the change BootstrapFiles makes is in the way.
    private const string Obstacle = "CREATE TABLE stream_mark(planted INTEGER)";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_SQLite_a_schema_change_that_fails_in_the_middle_is_taken_back()
    {
        var folder = Directory.CreateTempSubdirectory("migration-").FullName;
        await using var database = SqliteHubDatabase.OfFile(Path.Combine(folder, "hub.db"));

        await AssertTakenBackAsync(database, "OrdersByTime", "SELECT name || COALESCE(sql, '') AS Value FROM sqlite_master ORDER BY 1");

        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task On_PostgreSQL_a_schema_change_that_fails_in_the_middle_is_taken_back()
    {
        Assert.SkipWhen(PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");
        var cluster = await PostgresCluster.SharedAsync();
        var name = await cluster.CreateDatabaseAsync(template: null, Cancellation);
        await using (var database = new PostgreSqlHubDatabase(new HubStorageOptions { Database = HubDatabaseKind.PostgreSql, ConnectionString = cluster.ConnectionString(name) }))
        {
            await AssertTakenBackAsync(
                database, "Initial",
                "SELECT table_name || '.' || column_name AS \"Value\" FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY 1");
        }

        await cluster.DropDatabaseAsync(name, CancellationToken.None);
    }

    private static async Task AssertTakenBackAsync(HubDatabase database, string before, string schema)
    {
        await using var writer = new HubWriter(database, TimeProvider.System);
        var migration = new HubSchema(database, writer);
        await using var context = database.NewContext();
        await context.Database.MigrateAsync(before, Cancellation);
        await context.Database.ExecuteSqlRawAsync(Obstacle, Cancellation);
        var applied = await context.Database.GetAppliedMigrationsAsync(Cancellation);
        var tables = await context.Database.SqlQueryRaw<string>(schema).ToListAsync(Cancellation);

        var failed = await Assert.ThrowsAsync<HubNotMigratedException>(() => migration.MigrateAsync(Cancellation));

        Assert.EndsWith("_BootstrapFiles", failed.Change, StringComparison.Ordinal);
        Assert.Contains("taken back", failed.Message, StringComparison.Ordinal);
        Assert.Equal(applied, await context.Database.GetAppliedMigrationsAsync(Cancellation));
        Assert.Equal(tables, await context.Database.SqlQueryRaw<string>(schema).ToListAsync(Cancellation));
        await context.Database.ExecuteSqlRawAsync("DROP TABLE stream_mark", Cancellation);
        Assert.Contains(failed.Change, await migration.MigrateAsync(Cancellation));
    }
}
