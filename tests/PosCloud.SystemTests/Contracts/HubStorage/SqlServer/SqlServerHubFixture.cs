using Microsoft.Data.SqlClient;
using PosCloud.HubStorage;
using PosCloud.HubStorage.SqlServer;
using PosCloud.HubStorage.Writing;

namespace PosCloud.SystemTests.Contracts.HubStorage.SqlServer;

/// <summary>Databases made and dropped on the SQL Server that the environment names; without one every test is skipped.</summary>
public sealed class SqlServerHubFixture : HubFixture
{
    public const string Variable = "POSCLOUD_TEST_SQLSERVER";

    private readonly List<string> _made = [];

    private static string? Server => Environment.GetEnvironmentVariable(Variable);

    public override ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public override void SkipWithoutDatabase() =>
        Assert.SkipWhen(string.IsNullOrWhiteSpace(Server), $"{Variable} holds no connection string of a SQL Server on which this run may make databases.");

    public override int Runs(int onSqlite) => Math.Max(10, onSqlite / 10);

    public override async Task<HubDatabase> CreateAsync(HubStorageOptions? options = null)
    {
        var database = new SqlServerHubDatabase(new HubStorageOptions { Database = HubDatabaseKind.SqlServer, ConnectionString = NewDatabase() });
        await using var writer = new HubWriter(database, TimeProvider.System);
        await new HubSchema(database, writer).MigrateAsync(TestHub.Cancellation);
        return database;
    }

    /// <summary>Connection string of a database that isn't there yet and is dropped at the end.</summary>
    public string NewDatabase()
    {
        SkipWithoutDatabase();
        var name = $"poscloud_test_{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}";
        lock (_made) _made.Add(name);
        return new SqlConnectionStringBuilder(Server) { InitialCatalog = name }.ConnectionString;
    }

    public override IReadOnlyList<string> Poison(string table) => [$"ALTER TABLE {table} ADD CONSTRAINT poison CHECK (sku <> 'POISON')"];

    public override IReadOnlyList<string> Antidote(string table) => [$"ALTER TABLE {table} DROP CONSTRAINT poison"];

    public override async ValueTask DisposeAsync()
    {
        if (_made.Count == 0) return;
        SqlConnection.ClearAllPools();
        await using var connection = new SqlConnection(new SqlConnectionStringBuilder(Server) { InitialCatalog = "master" }.ConnectionString);
        await connection.OpenAsync();
        foreach (var name in _made)
        {
            await using var drop = connection.CreateCommand();
            drop.CommandText = $"IF DB_ID('{name}') IS NOT NULL BEGIN ALTER DATABASE [{name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE [{name}]; END";
            await drop.ExecuteNonQueryAsync();
        }
    }
}
