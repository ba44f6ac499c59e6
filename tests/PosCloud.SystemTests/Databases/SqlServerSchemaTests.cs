using Microsoft.Data.SqlClient;
using PosCloud.HubStorage;
using PosCloud.HubStorage.SqlServer;
using PosCloud.HubStorage.Writing;
using PosCloud.SystemTests.Contracts.HubStorage.SqlServer;

namespace PosCloud.SystemTests.Databases;

/// <summary>Creating and upgrading a SQL Server database, on the server that the environment names.</summary>
public sealed class SqlServerSchemaTests : IAsyncLifetime
{
    private readonly SqlServerHubFixture _server = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Of_many_that_migrate_at_once_one_does_it_and_creates_the_database()
    {
        var text = _server.NewDatabase();

        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => WithSchemaAsync(text, schema => schema.MigrateAsync(Cancellation)))));

        Assert.Single(runs, applied => applied.Count > 0);
        await WithSchemaAsync(text, PrepareAsync);
    }

    [Fact]
    public async Task A_node_refuses_an_older_schema_and_names_the_command()
    {
        var text = _server.NewDatabase();
        await RunAsync(text, "master", $"CREATE DATABASE [{new SqlConnectionStringBuilder(text).InitialCatalog}]");

        var older = await Assert.ThrowsAsync<HubSchemaOlderException>(() => WithSchemaAsync(text, PrepareAsync));

        Assert.Contains("poscloud-hub migrate", older.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("READ_COMMITTED_SNAPSHOT OFF WITH ROLLBACK IMMEDIATE")]
    [InlineData("ALLOW_SNAPSHOT_ISOLATION OFF")]
    public async Task A_node_does_not_serve_without_row_versions_and_migrate_turns_them_on_again(string setting)
    {
        var text = _server.NewDatabase();
        await WithSchemaAsync(text, schema => schema.MigrateAsync(Cancellation));
        SqlConnection.ClearAllPools();
        await RunAsync(text, null, "ALTER DATABASE CURRENT SET " + setting);

        var refused = await Assert.ThrowsAsync<HubDatabaseUnusableException>(() => WithSchemaAsync(text, PrepareAsync));
        SqlConnection.ClearAllPools();
        await WithSchemaAsync(text, schema => schema.MigrateAsync(Cancellation));

        Assert.Contains("poscloud-hub migrate", refused.Message, StringComparison.Ordinal);
        await WithSchemaAsync(text, PrepareAsync);
    }

    private static async Task<bool> PrepareAsync(HubSchema schema)
    {
        await schema.PrepareAsync(Cancellation);
        return true;
    }

    private static async Task<T> WithSchemaAsync<T>(string text, Func<HubSchema, Task<T>> work)
    {
        await using var database = new SqlServerHubDatabase(new HubStorageOptions { Database = HubDatabaseKind.SqlServer, ConnectionString = text });
        await using var writer = new HubWriter(database, TimeProvider.System);
        return await work(new HubSchema(database, writer));
    }

    private static async Task RunAsync(string text, string? database, string sql)
    {
        var target = new SqlConnectionStringBuilder(text) { Pooling = false };
        target.InitialCatalog = database ?? target.InitialCatalog;
        await using var connection = new SqlConnection(target.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
